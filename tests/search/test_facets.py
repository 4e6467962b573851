"""The filters of the search page: what kind of thing, which office."""

from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup

from tests.search.factories import make_document

pytestmark = pytest.mark.django_db

HOUSING, HEALTH = "Τμήμα Στέγασης", "Τμήμα Υγείας"


@pytest.fixture
def get(client, guide, indexed):
    indexed(
        make_document(unit=HOUSING),
        make_document(unit=HOUSING),
        make_document(unit=HEALTH),
        make_document("Αίτηση αστεγίας", type="form", unit=HOUSING, url="/aitiseis/astegia/"),
    )

    def get(query=(), **data):
        response = client.get("/anazitisi/", {"q": "αστεγία", **dict(query), **data})
        return BeautifulSoup(response.content, "html.parser").main

    return get


def numbers(page, name):
    """Value of each box → its number."""
    return {
        box["value"]: int(box.find_parent("label").select_one(".facet__count").text.strip("()"))
        for box in page.select(f"input[name={name}]")
    }


def found(page):
    return [link["href"] for link in page.select(".result a")]


def ticked(page):
    return [box["value"] for box in page.select("input[checked]")]


def test_a_tick_narrows_down_and_leaves_the_numbers_beside_its_neighbours(get):
    everything = get()
    assert numbers(everything, "type") == {"service": 3, "form": 1}
    assert numbers(everything, "unit") == {HOUSING: 3, HEALTH: 1}

    forms = get(type="form")

    assert found(forms) == ["/aitiseis/astegia/"]
    assert numbers(forms, "type") == numbers(everything, "type")
    assert numbers(forms, "unit") == {HOUSING: 1}
    assert ticked(forms) == ["form"]


def test_within_a_group_either_will_do_and_across_groups_both_must(get):
    assert len(found(get(type=["service", "form"]))) == 4
    assert len(found(get(type=["service", "form"], unit=HOUSING))) == 3
    assert len(found(get(type="service", unit=[HOUSING, HEALTH]))) == 3


def test_the_boxes_belong_to_the_form_of_the_words(get):
    page = get()

    form = page.select_one("form[role=search]")
    assert form.select_one("input[name=q]")
    assert {box["form"] for box in page.select(".facet input")} == {form["id"]}
    assert page.select_one(".sheet button[type=submit]")["form"] == form["id"]


def test_filters_that_leave_nothing_stay_ticked_and_say_how_to_go_on(get):
    page = get(type="form", unit=HEALTH)

    assert found(page) == []
    assert ticked(page) == ["form", HEALTH]
    back = page.select_one("#results-title").parent.select_one("a")
    assert len(found(get(parse_qsl(back["href"].lstrip("?"))))) == 4


@pytest.mark.parametrize(
    "data", [{"type": "<x>"}, {"unit": "Τμήμα Χ"}, {"unit": "α" * 900}, {"unit": ["", "x"]}]
)
def test_a_value_that_nothing_has_counts_as_none(get, data):
    page = get(**data)

    assert len(found(page)) == 4
    assert ticked(page) == []


def test_where_there_is_nothing_to_choose_there_are_no_filters(client, guide, indexed):
    indexed(make_document(unit=HOUSING))

    assert b"facet__option" not in client.get("/anazitisi/?q=αστεγία").content


def test_the_next_page_keeps_words_and_filters(client, guide, indexed):
    indexed(*(make_document(unit=HOUSING) for _ in range(25)), make_document("Αίτηση αστεγίας", type="form"))

    page = BeautifulSoup(
        client.get("/anazitisi/", {"q": "αστεγία", "type": "service", "unit": HOUSING}).content, "html.parser"
    )

    asked = parse_qsl(page.select_one("a[rel=next]")["href"].lstrip("?"))
    assert asked == [("q", "αστεγία"), ("type", "service"), ("unit", HOUSING), ("page", "2")]
    last = client.get("/anazitisi/", dict(asked)).content
    assert len(found(BeautifulSoup(last, "html.parser"))) == 5

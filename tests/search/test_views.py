"""The search page, as a reader gets it."""

import pytest
from bs4 import BeautifulSoup

from search.engines import engine
from tests.search.factories import make_document

pytestmark = pytest.mark.django_db

ODD = [
    '"',
    "'; DROP TABLE x; --",
    "title:αστεγία",
    "*",
    "[* TO *]",
    "(((",
    "\\",
    "-αστεγία AND NOT (",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%00",
    "\x00αστεγία\x1b",
    "\u202eαστεγία\u202c\u200f",
    "α" * 10_000,
    "αβ " * 3_000,
    "../../etc/passwd",
    "🏠",
]


@pytest.fixture
def get(client, guide):
    def get(path="/anazitisi/", **data):
        response = client.get(path, data)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").main

    return get


def test_results_are_counted_and_marked_and_lead_to_their_page(get, indexed):
    document = make_document(summary="Για όποιον μένει στον δρόμο.")
    indexed(document, make_document("Άλλο"))

    page = get(q="αστεγος")

    link = page.select_one(".results a")
    assert link["href"] == document.url
    assert link.mark.text == "αστεγίας"
    assert "αστεγος" in page.h2.text
    assert "1" in page.h2.text
    assert page.select_one("input[name=q]")["value"] == "αστεγος"


def test_results_come_twenty_a_page(get, indexed):
    indexed(*(make_document(f"Επίδομα {number:02}") for number in range(45)))

    first, last = get(q="επίδομα"), get(q="επίδομα", page=3)

    assert len(first.select(".result")) == 20
    assert len(last.select(".result")) == 5
    assert "page=2" in first.select_one("a[rel=next]")["href"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [("99", "40"), ("0", "00"), ("-1", "00"), ("x", "00"), ("", "00"), ("9" * 5000, "00"), ("٣", "00")],
)
def test_a_bad_page_number_gives_the_nearest_page(get, indexed, number, shown):
    indexed(*(make_document(f"Επίδομα {number:02}") for number in range(45)))

    assert f"Επίδομα {shown}" == get(q="επίδομα", page=number).select_one(".result a").text


def test_an_unknown_type_counts_as_none(get, indexed):
    indexed(make_document())

    assert len(get(q="αστεγία", type="<x>").select(".result")) == 1


def test_nothing_found_says_what_to_try(get, indexed):
    indexed(make_document())

    page = get(q="ξζψφγρ")

    assert "ξζψφγρ" in page.h2.text
    assert page.select_one("aside[aria-label]")
    assert not page.select(".result")


def test_without_a_question_there_is_only_the_box(get, indexed):
    indexed(make_document())

    page = get()

    assert page.select_one("input[name=q]")
    assert not page.select(".result, h2, input[type=checkbox]")


def test_without_an_index_the_page_says_that_search_is_out_of_order(get):
    assert engine().folders.root.is_dir()

    page = get(q="αστεγία")

    assert page.select_one(".notification-banner--warning")
    assert not page.select("#results-title")


@pytest.mark.parametrize("text", ODD)
def test_odd_questions_are_questions_like_any_other(get, indexed, text):
    indexed(make_document())

    page = get(q=text)

    assert all(script["src"].startswith("/static/") for script in page.select("script"))
    assert len(page.select_one("input[name=q]")["value"]) <= 200


def test_search_pages_stay_out_of_other_search_engines(client, guide):
    assert client.get("/anazitisi/?q=x").headers["X-Robots-Tag"] == "noindex"


def test_searching_sets_no_cookie(client, guide, indexed):
    indexed(make_document())

    assert not client.get("/anazitisi/?q=αστεγία").cookies


def test_only_reading_is_allowed(client, guide):
    assert client.post("/anazitisi/", {"q": "x"}).status_code == 405


def test_english_searches_english(client, guide, indexed):
    indexed(make_document(), make_document("Homelessness certificate", language="en", url="/en/x/"))

    page = BeautifulSoup(client.get("/en/anazitisi/?q=homeless").content, "html.parser").main

    assert [link["href"] for link in page.select(".result a")] == ["/en/x/"]
    assert page.h1.text == "Search"

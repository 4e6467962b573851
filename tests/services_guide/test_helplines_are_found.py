"""Somebody types the number or the name of a helpline into the search."""

import pytest
from bs4 import BeautifulSoup

from search import analysis
from tests.services_guide.factories import (
    ContactDetailsFactory,
    HelplineFactory,
    NeedFactory,
    OrganisationFactory,
    english,
    translate,
)


@pytest.fixture
def violence(guide):
    """The line for women, in Greek and English."""
    translate(guide)
    need = NeedFactory(name="Βία και κακοποίηση")
    translate(need, name="Violence and abuse")
    line = HelplineFactory(
        slug="grammi", number="15900", name="Γραμμή SOS για τη βία", short_name="Βία", needs=[need]
    )
    translate(line, name="SOS line against violence")
    return line


@pytest.fixture
def found(client, work_off):
    """`found("15900")`: what the search gives, best first, once the worker has caught up."""

    def found(typed, lang="el"):
        work_off()
        return client.get("/api/search", {"q": typed, "lang": lang}).json()["results"]

    return found


TYPED = [
    "15900",
    "γραμμή 15900",
    "ποιος απαντά στο 15900;",
    "15900 λειτουργεί το βράδυ",
    "grammh 15900",
    "SOS line",
    "γραμμή sos",
    "βία και κακοποίηση",
]


def test_a_helpline_is_found_by_number_name_and_what_it_is_for(violence, found):
    first = {typed: found(typed)[0] for typed in TYPED}

    assert {(hit["type"], hit["slug"]) for hit in first.values()} == {("page", "grammi")}
    assert {hit["title"] for hit in first.values()} == {"15900 Γραμμή SOS για τη βία"}


def test_short_numbers_are_found_whatever_their_length(guide, found):
    numbers = ["112", "197", "1107", "15900", "116111"]
    for number in numbers:
        HelplineFactory(number=number, name="Βοήθεια", slug=f"grammi-{number}")

    for number in numbers:
        assert [hit["slug"] for hit in found(number)] == [f"grammi-{number}"]


def test_readers_of_english_find_it_in_english(violence, found):
    (hit,) = found("15900", lang="en")

    assert hit["title"] == "15900 SOS line against violence"
    assert hit["url"] == "/en/#helpline-grammi"


def test_a_helpline_is_no_end_of_a_longer_number_and_comes_before_an_office_whose_number_ends_so(
    guide, found
):
    HelplineFactory(number="116111", name="Για παιδιά")
    HelplineFactory(number="15900", name="Για γυναίκες")
    OrganisationFactory(name="Γραφείο", contact=ContactDetailsFactory(phones=["2341015900"]))

    both = ["15900 Για γυναίκες", "Γραφείο"]
    assert [hit["title"] for hit in found("15900")] == both
    assert [hit["title"] for hit in found("γραφείο, στο 15900")] == both
    assert found("16111") == []
    assert [hit["title"] for hit in found("2341015900")] == ["Γραφείο"]
    # An amount or a year isn’t taken for a helpline that only begins or ends so.
    assert found("1590") == found("115900") == []


def test_a_helpline_follows_what_editors_do(violence, found):
    violence.number = "15901"
    violence.save()
    assert found("15900") == found("15900", lang="en") == []
    assert found("15901", lang="en")[0]["title"] == "15901 SOS line against violence"

    need = violence.needs.get()
    need.name = "Ασφάλεια"
    need.save()
    assert found("ασφάλεια")[0]["slug"] == "grammi"

    violence.needs.set([NeedFactory(name="Καταφύγιο")])
    assert found("καταφύγιο")[0]["slug"] == "grammi"
    assert not found("ασφάλεια")

    violence.get_translation(english()).delete()
    assert found("15901", lang="en") == []
    violence.delete()
    assert found("15901") == []


def test_the_result_can_be_rung_and_leads_to_the_lines_on_the_home_page(violence, client, work_off):
    OrganisationFactory(name="Γραφείο βίας")
    work_off()

    page = BeautifulSoup(client.get("/anazitisi/", {"q": "βία"}).content, "html.parser").main
    line = next(one for one in page.select(".result") if "15900" in one.text)
    office = next(one for one in page.select(".result") if "Γραφείο" in one.text)

    assert line.select_one(".result__meta a")["href"] == "tel:15900"
    assert line.select_one("h3 a")["href"] == "/#helpline-grammi"
    assert not office.select("a[href^=tel]")
    assert page.select("input[name=type][value=helpline]")


def test_a_renumbered_line_is_never_shown_with_its_old_number(violence, client, work_off):
    work_off()
    violence.number = "15901"
    violence.save()  # and the worker hasn't come to it

    page = BeautifulSoup(client.get("/anazitisi/", {"q": "γραμμή sos"}).content, "html.parser").main

    assert page.select_one(".result__meta a")["href"] == "tel:15901"


def test_the_box_offers_it_while_the_number_is_typed(violence, client, work_off):
    work_off()

    (offered,) = client.get("/api/suggest", {"q": "159"}).json()["suggestions"]

    assert offered == {"text": "15900 Γραμμή SOS για τη βία", "type": "helpline", "url": "/#helpline-grammi"}


def test_only_long_numbers_are_known_by_their_end(violence):
    greek = violence.search_document()

    assert analysis.searched_words(greek)["phone"] == "15900"

"""The list of services, as somebody with a browser meets it."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.indexing import rebuild
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
)


@pytest.fixture
def ask(client, guide):
    """Get the Guide with a query; answers with its parsed page."""

    def get(query=""):
        response = client.get(f"/odigos/{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.text, "html.parser")

    return get


def titles(page):
    return [link.get_text() for link in page.select(".results .result__title a")]


def counts(page, name):
    """{slug: number beside it} of one group of filters."""
    return {
        box["value"]: int(re.sub(r"\D", "", box.parent.select_one(".facet__count").get_text()))
        for box in page.select(f"input[name={name}]")
    }


@pytest.fixture
def services(guide):
    """Three services over two needs and two audiences."""
    housing, food = NeedFactory(slug="stegi", name="Στέγη"), NeedFactory(slug="trofima", name="Τρόφιμα")
    homeless = AudienceFactory(slug="astegoi", name="Άστεγοι")
    families = AudienceFactory(slug="oikogeneies", name="Οικογένειες")
    make_service(guide, "Δωρεάν τρόφιμα", needs=[food], audiences=[families])
    make_service(guide, "Έκτακτη στέγη", needs=[housing], audiences=[homeless])
    make_service(guide, "Άσυλο και συσσίτιο", needs=[housing, food], audiences=[homeless, families])


def test_all_services_are_listed_as_a_greek_sorts_them(services, ask):
    assert titles(ask()) == ["Άσυλο και συσσίτιο", "Δωρεάν τρόφιμα", "Έκτακτη στέγη"]


def test_one_need_narrows_the_list(services, ask):
    assert titles(ask("?need=stegi")) == ["Άσυλο και συσσίτιο", "Έκτακτη στέγη"]


def test_two_needs_widen_it_again(services, ask):
    assert len(titles(ask("?need=stegi&need=trofima"))) == 3


def test_across_groups_a_service_needs_both(services, ask):
    assert titles(ask("?need=trofima&audience=astegoi")) == ["Άσυλο και συσσίτιο"]


def test_counts_say_what_one_would_get(services, ask):
    page = ask()

    assert counts(page, "need") == {"stegi": 2, "trofima": 2}
    assert counts(page, "audience") == {"astegoi": 2, "oikogeneies": 2}


def test_counts_of_a_group_ignore_its_own_filters_and_follow_the_others(services, ask):
    page = ask("?need=stegi")

    assert counts(page, "need") == {"stegi": 2, "trofima": 2}
    assert counts(page, "audience") == {"astegoi": 2, "oikogeneies": 1}


def test_a_count_is_what_ticking_the_box_gives(services, ask):
    for slug, number in counts(ask("?need=trofima"), "audience").items():
        assert len(titles(ask(f"?need=trofima&audience={slug}"))) == number


def test_an_option_that_leaves_nothing_stays_with_a_nought(guide, services, ask):
    make_service(
        guide, "Ιατρείο", needs=[NeedFactory(slug="ygeia")], audiences=[AudienceFactory(slug="ilikiomenoi")]
    )

    assert counts(ask("?need=stegi"), "audience")["ilikiomenoi"] == 0


def test_a_term_without_a_service_is_not_offered(services, ask):
    NeedFactory(slug="adeio")

    assert "adeio" not in counts(ask(), "need")


def test_an_organisation_says_how_many_services_it_offers(guide, services, ask):
    centre = OrganisationFactory(slug="kentro", name="Κέντρο")
    make_service(guide, "Συμβουλευτική", organisation=centre)
    make_service(guide, "Επίδομα γέννησης", organisation=centre)

    option = ask("").select_one("select[name=organisation] option[value=kentro]")

    assert "(2)" in option.get_text()


def test_an_organisation_narrows_the_list(guide, services, ask):
    make_service(guide, "Συμβουλευτική", organisation=OrganisationFactory(slug="kentro", name="Κέντρο"))

    page = ask("?organisation=kentro")

    assert titles(page) == ["Συμβουλευτική"]
    assert page.select_one("select[name=organisation] option[selected]")["value"] == "kentro"


@pytest.mark.parametrize(
    "query",
    [
        "?need=no-such-need",
        "?need=",
        "?need=%00",
        "?need='%20OR%201=1",
        "?audience=stegi",
        "?organisation=nobody",
        "?page=0",
        "?page=-1",
        "?page=abc",
        "?page=999999999999999999999999",
        "?page=%D9%A3",
        "?area=1&open_now=1&no=such",
        "?" + "&".join(f"need=n{i}" for i in range(150)),
    ],
)
def test_what_makes_no_sense_is_ignored(services, ask, query):
    assert len(titles(ask(query))) == 3


def test_a_page_beyond_the_last_shows_the_last(services, ask):
    assert len(titles(ask("?page=99"))) == 3


def test_set_filters_stay_ticked_and_can_be_taken_away(services, ask):
    page = ask("?need=stegi&need=trofima&audience=astegoi")

    assert [box["value"] for box in page.select("input[name=need][checked]")] == ["stegi", "trofima"]
    ways_out = {
        chip["href"]: "".join(chip.find_all(string=True, recursive=False)).strip()
        for chip in page.select("section .tags a")
    }
    assert ways_out == {
        "/odigos/?need=trofima&audience=astegoi": "Στέγη",
        "/odigos/?need=stegi&audience=astegoi": "Τρόφιμα",
        "/odigos/?need=stegi&need=trofima": "Άστεγοι",
    }


def test_a_phone_shows_how_many_filters_are_set(services, ask):
    assert "(2)" in ask("?need=stegi&audience=astegoi").select_one(".sheet-opener").get_text()


def test_where_nothing_fits_there_is_a_way_on(guide, services, ask):
    make_service(guide, "Ιατρείο", needs=[NeedFactory(slug="ygeia")], audiences=[AudienceFactory(slug="a")])
    contact = ContactDetailsFactory(phones=[phone_number(7)])
    OrganisationFactory(kind="directorate", name="Διεύθυνση", contact=contact)

    page = ask("?need=ygeia&audience=astegoi")

    assert titles(page) == []
    assert page.select_one(".prose a[href='/odigos/']")
    assert page.select_one(f"section a[href='tel:+30{phone_number(7)}']")


def test_drafts_private_and_expired_services_are_listed_nowhere(guide, ask):
    need = NeedFactory(slug="stegi")
    shown = make_service(guide, "Φανερή", needs=[need])
    make_service(guide, "Πρόχειρη", needs=[need], live=False)
    PageViewRestriction.objects.create(
        page=make_service(guide, "Κλειστή", needs=[need]), restriction_type=PageViewRestriction.LOGIN
    )
    make_service(guide, "Παλιά", needs=[need], expire_at=timezone.now() - timedelta(minutes=1))

    page = ask()

    assert titles(page) == [shown.title]
    assert counts(page, "need") == {"stegi": 1}


def test_twenty_services_a_page(guide, ask):
    organisation, needs = OrganisationFactory(), [NeedFactory(slug="stegi")]
    for number in range(23):
        make_service(guide, f"Υπηρεσία {number:02}", organisation=organisation, needs=needs)

    assert len(titles(ask())) == 20
    assert titles(ask("?need=stegi&page=2")) == ["Υπηρεσία 20", "Υπηρεσία 21", "Υπηρεσία 22"]
    assert ask("?need=stegi").select_one(".pagination a[rel=next]")["href"] == "?need=stegi&page=2"


def test_the_number_of_queries_depends_on_no_number_of_services(
    guide, ask, django_assert_max_num_queries, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            contact = ContactDetailsFactory(phones=[phone_number(1)])
            make_service(guide, organisation=OrganisationFactory(contact=contact))

    add(2)
    ask("?need=stegi")
    with django_assert_max_num_queries(30) as few:
        ask()
    add(15)

    with django_assert_num_queries(len(few)):
        ask()


def test_a_row_says_who_offers_it_and_whom_to_ring(guide, ask):
    contact = ContactDetailsFactory(phones=[phone_number(3), phone_number(4)])
    make_service(guide, organisation=OrganisationFactory(name="Κέντρο Κοινότητας", contact=contact))

    row = ask().select_one(".result")

    assert "Κέντρο Κοινότητας" in row.get_text()
    assert row.select_one(f"a[href='tel:+30{phone_number(3)}']")


def test_markup_in_a_title_is_text(guide, ask):
    make_service(guide, "<script>alert(1)</script>", slug="markup", summary="<b>fat</b>")

    row = ask().select_one(".result")

    assert row.select("script, b") == []
    assert "<script>" in row.get_text()


@pytest.fixture
def indexed(services):
    rebuild()


def test_words_find_services_best_first_with_the_words_marked(indexed, ask):
    page = ask("?q=στεγη")

    assert titles(page)[0] == "Έκτακτη στέγη"
    assert page.select_one(".result mark").get_text() == "στέγη"
    assert page.select_one("#guide-q")["value"] == "στεγη"


def test_words_and_filters_go_together(indexed, ask):
    assert titles(ask("?q=τρόφιμα&audience=astegoi")) == ["Άσυλο και συσσίτιο"]
    assert counts(ask("?q=δωρεάν"), "audience") == {"astegoi": 0, "oikogeneies": 1}


def test_where_words_find_nothing_there_is_a_way_on(indexed, ask):
    page = ask("?q=xyzxyzxyz&need=stegi")

    assert titles(page) == []
    links = [link["href"] for link in page.select(".prose a")]
    assert "/odigos/?q=xyzxyzxyz" in links
    assert "/odigos/" in links


def test_without_an_index_the_filters_still_work_and_the_page_says_so(services, ask):
    page = ask("?q=στέγη&need=stegi")

    assert len(titles(page)) == 2
    assert page.select_one(".notification-banner--warning")


@pytest.mark.parametrize(
    "words", ["%00", "%22%28%29%2A", "a" * 3000, "%E2%80%AE", "%F0%9F%98%80", "AND%20OR"]
)
def test_odd_words_do_no_harm(indexed, ask, words):
    ask(f"?q={words}")

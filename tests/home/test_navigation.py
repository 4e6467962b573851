"""What stands around every page, with a page or without."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from home.models import HomePage, StandardPage, UnitPage
from services_guide.models import Helpline
from tests.home.reading import soup

ALL = Template(
    "{% load home_tags %}{% masthead as a %}{% main_navigation as b %}{% crisis_lines as c %}"
    "{% footer as d %}{% language_links as e %}{% breadcrumbs page as f %}"
    "{{ a.title }}|{% for i in b %}{{ i.title }} {% endfor %}|{% for i in c %}{{ i.number }} {% endfor %}|"
    "{% for i in d.links %}{{ i.title }} {% endfor %}|{% for i in e %}{{ i.url }} {% endfor %}|"
    "{% for i in f %}{{ i.title }} {% endfor %}"
)


def shown(path="/", page=None, language="el"):
    request = RequestFactory().get(path)
    request.user, request.resolver_match = AnonymousUser(), None
    with override(language):
        return ALL.render(Context({"request": request, "page": page})).split("|")


def navigation(client, path):
    """The links of the main menu, without that to search."""
    return [
        a for a in soup(client.get(path)).select(".masthead__menu li a") if "/anazitisi/" not in a["href"]
    ]


def language_link(client, path, code="en"):
    return soup(client.get(path)).select_one(f'.topline__languages a[hreflang="{code}"]')["href"]


def test_it_costs_at_most_eleven_queries(kilkis, django_assert_max_num_queries):
    page = UnitPage.objects.get(slug="kentro-koinotitas", locale__language_code="el")
    shown("/", page)

    with django_assert_max_num_queries(11):
        parts = shown(page.url, page)

    assert parts[0] == "Κοινωνική Προστασία"
    assert parts[1].split() == ["Οδηγός", "Αιτήσεις", "Υπηρεσίες", "μας", "Επικοινωνία"]
    assert parts[2].split() == ["112", "1107", "15900", "197", "116111"]
    assert parts[5].strip().startswith("Αρχική Διεύθυνση")


def test_without_a_page_it_costs_less(kilkis, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        parts = shown("/anazitisi/", page=3)

    assert parts[5] == ""


def test_the_menu_says_where_one_is(kilkis, client):
    marked = [a.get_text() for a in navigation(client, "/odigos/vevaiosi-astegias/") if a.get("aria-current")]

    assert marked == ["Οδηγός"]
    assert not [a for a in navigation(client, "/") if a.get("aria-current")]


def test_the_menu_leads_to_pages_of_the_same_language(kilkis, client):
    links = navigation(client, "/en/")

    assert [a.get_text() for a in links] == ["Guide", "Applications", "Our departments", "Contact"]
    assert all(a["href"].startswith("/en/") for a in links)


def test_an_unpublished_page_drops_out_of_the_menu(kilkis, client):
    UnitPage.objects.get(slug="diefthynsi-koinonikis-prostasias", locale__language_code="en").unpublish()

    assert "Our departments" not in [a.get_text() for a in navigation(client, "/en/")]
    assert "Υπηρεσίες μας" in [a.get_text() for a in navigation(client, "/")]


def test_the_other_language_is_this_very_page_with_its_filters(kilkis, client):
    assert language_link(client, "/odigos/?need=stegi-astegia") == "/en/odigos/?need=stegi-astegia"
    assert language_link(client, "/en/epikoinonia/", "el") == "/epikoinonia/"


def test_the_other_language_of_search_keeps_what_was_asked(kilkis, client):
    assert language_link(client, "/anazitisi/?q=%CF%83%CF%84%CE%AD%CE%B3%CE%B7").startswith(
        "/en/anazitisi/?q=%CF"
    )


def test_what_is_not_translated_leads_to_the_other_home_page(kilkis, client):
    StandardPage.objects.get(slug="prosopika-dedomena", locale__language_code="en").unpublish()

    assert language_link(client, "/prosopika-dedomena/") == "/en/"
    assert not soup(client.get("/prosopika-dedomena/")).select('link[hreflang="en"]')
    assert soup(client.get("/epikoinonia/")).select('link[hreflang="en"]')


def test_a_page_that_is_not_there_still_has_its_surroundings(kilkis, client):
    answer = client.get("/den-yparchei/")

    assert answer.status_code == 404
    assert "tel:112" in answer.content.decode()
    assert 'href="/en/"' in answer.content.decode()


def test_a_helpline_without_english_is_shown_in_greek(kilkis, client):
    Helpline.objects.filter(slug="grammi-197", locale__language_code="en").delete()

    assert 'href="tel:197"' in client.get("/en/").content.decode()


@pytest.mark.parametrize("field", ["municipality", "service_name"])
def test_the_names_are_those_of_the_home_page(kilkis, client, field):
    HomePage.objects.filter(locale__language_code="el").update(**{field: "Αλλού"})

    assert "Αλλού" in soup(client.get("/epikoinonia/")).header.get_text()


@pytest.mark.parametrize("address", ["/", "/odigos/", "/anazitisi/"])
def test_the_foot_of_each_page_says_how_to_reach_the_offices(kilkis, client, address):
    foot = soup(client.get(address)).select_one("footer")

    links = [link["href"] for link in foot.select(".footer__unit a")]
    assert "tel:+302341352281" in links
    assert "mailto:kentrokoinotitas@dhmoskilkis.gr" in links


def test_the_english_foot_names_the_offices_in_english_with_the_same_numbers(kilkis, client):
    foot = soup(client.get("/en/")).select_one("footer")

    assert "Community Centre of Kilkis" in foot.get_text()
    assert "tel:+302341028099" in [link["href"] for link in foot.select(".footer__unit a")]


def test_menus_lead_to_no_page_that_was_made_private(kilkis, client):
    page = StandardPage.objects.get(slug="dilosi-prosvasimotitas", locale__language_code="el")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert page.title not in soup(client.get("/")).select_one("footer").get_text()

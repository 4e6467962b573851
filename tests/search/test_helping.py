"""What the search page does for somebody whose question isn't answered by a list alone."""

from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup

from search import greek, query
from search.models import CrisisPhrase
from search.results import Hit, Results
from tests.search.factories import make_document
from tests.services_guide import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client, guide):
    def get(path="/anazitisi/", **data):
        response = client.get(path, data)
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        page.response = response
        return page

    return get


@pytest.fixture
def answering(monkeypatch):
    """`answering(hits=…, corrected=…)`: search answers this; the list it gives collects what was asked."""

    def answering(*hits, **fields):
        asked = []

        def find(text, **options):
            asked.append((text, options))
            kinds = {hit.type: 1 for hit in hits}
            return Results(len(hits), list(hits), text, **({"engine": "embedded", "counts": kinds} | fields))

        monkeypatch.setattr(query, "find", find)
        return asked

    return answering


def make_hit(number=1, **fields):
    title = f"Υπηρεσία {number}"
    plain = {"type": "service", "slug": f"s{number}", "title": title, "summary": "", "score": 0.5}
    return Hit(f"test.thing:{number}", url=f"/odigos/s{number}/", **(plain | fields))


def shown(page):
    return [link["href"] for link in page.select(".result a")]


def following(page, link, get):
    return get(**dict(parse_qsl(link["href"].lstrip("?"))))


def test_what_was_read_otherwise_is_told_and_can_be_had_literally(get, answering):
    answering(make_hit(), corrected="βοήθεια")
    page = get(q="bohueia", type="service")

    told = page.select_one(".found__reading")
    assert "βοήθεια" in told.text
    assert "bohueia" in told.a.text

    asked = answering(make_hit())
    literal = following(page, told.a, get)
    [(text, options)] = asked
    assert (text, options["literal"], options["types"]) == ("bohueia", True, ("service",))
    assert "literal" not in literal.select_one(".found__reading a")["href"]


def test_what_is_asked_literally_is_never_told_to_be_read_otherwise(get, answering):
    answering(make_hit(), corrected="βοήθεια")

    page = get(q="bohueia", literal="1")

    assert "βοήθεια" not in page.main.text


def test_other_words_typed_after_a_literal_question_are_read_freely(get, answering):
    answering(make_hit())
    carried = get(q="bohueia", literal="1").select_one("input[name=literal]")
    assert carried["form"] == "search-form"

    asked = answering(make_hit())
    get(q="bohueia", literal=carried["value"])
    get(q="σπιτι", literal=carried["value"])

    assert [options["literal"] for _text, options in asked] == [True, False]


def test_greeklish_is_read_as_greek_and_said_so(get, indexed):
    indexed(make_document("Βοήθεια στο Σπίτι"), make_document("Άλλο"))

    page = get(q="voitheia sto spiti")

    assert page.select_one(".result mark").text == "Βοήθεια"
    assert "βοηθεια" in greek.normal_form(page.select_one(".found__reading strong").text)


def test_what_only_means_something_similar_stands_apart(get, answering):
    answering(make_hit(1), related=[make_hit(2)])

    page = get(q="σπίτι")

    assert shown(page) == ["/odigos/s1/", "/odigos/s2/"]
    apart = page.select_one("section[aria-labelledby=related-title]")
    assert [link["href"] for link in apart.select("a")] == ["/odigos/s2/"]


def test_each_result_says_what_it_is_who_is_responsible_and_which_it_is(get, answering):
    answering(make_hit(7, type="form", unit="Τμήμα Υγείας"))

    result = get("/en/anazitisi/", q="x").select_one(".result")

    assert [item.text for item in result.select(".result__meta li")] == ["Application form", "Τμήμα Υγείας"]
    assert (result.a["data-key"], result.a["data-position"]) == ("test.thing:7", "1")


def test_where_nothing_is_found_there_are_helplines_needs_and_the_community_centre(get, guide, indexed):
    number = factories.phone_number(7)
    factories.OrganisationFactory(kind="community-centre", name="Κέντρο χωρίς τηλέφωνο")
    contact = factories.ContactDetailsFactory(phones=[number])
    factories.OrganisationFactory(kind="community-centre", name="Κέντρο Κοινότητας", contact=contact)
    factories.HelplineFactory(number="10999")
    need = factories.NeedFactory(phrase="Δεν έχω πού να μείνω")
    factories.NeedFactory(name="Χωρίς φράση")
    indexed(make_document())

    main = get(q="ξζψφγρ").main

    assert main.select_one(f'a[href="tel:+30{number}"]')
    assert main.select_one('a[href="tel:10999"]')
    links = main.select(".found__needs a")
    assert [(link.text, link["href"]) for link in links] == [
        (need.phrase, f"{guide.get_url()}?need={need.slug}")
    ]


def test_words_of_danger_put_the_helplines_above_everything(get, indexed):
    CrisisPhrase.objects.create(text="κακοποίηση")
    factories.HelplineFactory(number="10999")
    indexed(make_document("Ξενώνας για θύματα κακοποίησης"), make_document())

    page, calm = get(q="κακοποιηση"), get(q="αστεγία")

    assert [part.name for part in page.main.select("[data-helplines], h1, h2#results-title")] == [
        "div",
        "h1",
        "h2",
    ]
    assert page.select_one("[data-helplines] a")["href"] == "tel:10999"
    assert shown(page)
    assert page.select_one("[data-quick-exit]")
    assert "no-store" in page.response.headers["Cache-Control"]
    assert not calm.select("[data-helplines], [data-quick-exit]")
    assert "no-store" not in calm.response.headers["Cache-Control"]


@pytest.mark.parametrize("text", ["κακοποίηση", "αστεγία", "ξζψφγρ"])
def test_the_title_never_tells_the_question(get, indexed, text):
    CrisisPhrase.objects.create(text="κακοποίηση")
    indexed(make_document())

    title = get(q=text).title.text

    assert text not in title
    assert "Αναζήτηση" in title


def test_a_server_that_is_away_is_told_quietly(get, answering):
    answering(make_hit(), is_fallback=True)
    assert get(q="x").select_one(".found__note")

    answering(make_hit())
    assert not get(q="x").select_one(".found__note")


def test_while_typing_the_same_results_come_without_the_page_around_them(get, indexed):
    indexed(make_document(), make_document())

    whole, part = get(q="αστεγία"), get(q="αστεγία", fragment="1")

    assert not part.select("html, header, h1, [role=search]")
    assert part.select_one("[data-found]").select_one("ul.results") == whole.select_one("ul.results")


def test_while_typing_words_of_danger_bring_helplines_and_the_way_out(get, indexed):
    CrisisPhrase.objects.create(text="κακοποίηση")
    factories.HelplineFactory(number="10999")
    indexed(make_document())

    part = get(q="κακοποίηση", fragment="1")

    assert [tag["href"] for tag in part.select("[data-helplines] a")] == ["tel:10999"]
    assert part.select_one("template[data-way-out]").find("quick-exit")
    assert part.select_one("[data-found][data-crisis]")
    assert "no-store" in part.response.headers["Cache-Control"]


@pytest.mark.parametrize(("path", "most"), [("/anazitisi/", 14), ("/api/search", 6), ("/api/suggest", 6)])
def test_many_results_cost_no_more_queries_than_one(
    client, guide, indexed, django_assert_max_num_queries, path, most
):
    def queries():
        client.get(path, {"q": "αστεγία"})  # what is remembered afterwards
        with django_assert_max_num_queries(most) as captured:
            client.get(path, {"q": "αστεγία"})
        return len(captured)

    indexed(make_document())
    few = queries()
    indexed(*(make_document() for _ in range(40)))

    assert queries() == few

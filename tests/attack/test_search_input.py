"""
What strangers type into a search box to see what happens.

That all of it gets a decent page is `test_queries`; here it must also mean nothing, cost no more
than an ordinary question, and stand in the page as text.
"""

import json
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.engines.embedded import Embedded
from tests.attack.answers import assert_decent
from tests.attack.outside import ask
from tests.attack.test_queries import index_folder, indexed
from tests.search.test_endpoint_fuzz import asked, read

__all__ = ["asked", "index_folder", "indexed"]

API = ["/api/search", "/api/suggest"]
PAGES = ["/anazitisi/", "/en/anazitisi/", "/odigos/"]
ORDINARY = [
    *["αστεγία", "επίδομα αίτηση Κιλκίς", "ξξξξζζψ", "astegos", "bohueia", "housing benefit", "2341352281"],
    *["βία", "violence", "κέντρο κοινότητας τηλέφωνο ψυχολόγος", "αίτησι γιά επιδομα γενησης", ""],
]
"""Every kind of page there is: many hits, few, none, words read otherwise, danger."""

# Each is what follows a word, or goes around it, in some language of queries.
SYNTAX = [
    *["+{} -κιλκίς", "-{}", "!{}", "NOT {}", "{} AND NOT (βεβαίωση)", "({} OR *:*)", '"{} βεβαίωση"~9'],
    *["{}^99", "{}~2", "{}*", "*{}", "?{}", "/{}.*/", "(((((({}", "{}))))))", "[{} TO *]", "{{{} TO z}}"],
    *["title: {}", "_exists_: {}", "title: IN [{}]", "<{}>", "{} && || !", "\\{}", '"{}', "`{}`"],
    *["{}' OR '1'='1", "{}%' UNION --", "{}/**/", '{{"match_all": {{}}}} {}'],
    *['"}}, {{"match": {{"title": "{}"}}}}', "{{{{ {} }}}}", "{{% {} %}}", "${{{}}}", "#{{{}}}"],
]
SIGNS = str.maketrans(dict.fromkeys("+-!()\"'~^*?/[]{}<>&|\\`%=:$#,_", " "))

OVERMUCH = {
    "one word without end": "α" * 10_000,
    "one word in two scripts": "αa" * 5_000,
    "a thousand words": " ".join(f"λέξη{number}" for number in range(1_000)),
    "a hundred letters": " ".join("abcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρστυφχψω" * 2),
    "Greeklish of many readings": "oieiuyhx" * 30,
    "Greeklish words of many readings": " ".join(f"xei{letter}oiuh" for letter in "bcdfgklmnprstvz8349"),
    "slips of everything": "επιδωμμα ασεγτος βοηθηα κινοτιτα ψιχολγος αναπιρια οικοοικον προστσαι",
    "dead keys": ";" * 300 + "a",
    "half acronyms": "α." * 5_000,
    "accents on accents": "α" + "\u0301" * 9_999,
    "accents alone": "\u0301" * 10_000,
    "parentheses": "(" * 5_000 + "αστεγία" + ")" * 5_000,
    "stars": "*α" * 5_000,
    "a pattern that never ends": "(α+)+$" * 500 + "α" * 500,
    "hyphens and digits": "2-3.4/5 " * 1_000,
    "digits": "2341" * 2_500,
    "NULs": "\0" * 9_000 + "αστεγία",
    "directions": "\u202e\u2066\u200f" * 3_000 + "αστεγία",
    "a family": "👩\u200d👩\u200d👧\u200d👦" * 1_000,
    "what unfolds to eighteen letters": "ﷺ" * 5_000,
    "capitals that grow": "İŉǰΐ" * 2_000,
    "flags cut in half": "🇬" * 5_001,
}
ODD_BYTES = [
    "%F0%9F%98",
    "%ED%A0%BD%ED%B8%80",
    "%ED%A0%BD",
    "%C0%80",
    "%FF%FE",
    "%CE",
    "%E2%80",
    "%",
    "%u03b1",
]

MARKUP = [
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>',
    "' autofocus onfocus='alert(1)", "</h2></main><base href=//evil.example>", "<mark>αστεγία</mark>",
    "αστεγία<b>επίδομα</b>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;i&#62;", "%3Cu%3E", "{{ 7*7 }}",
    "<!--", "]]>", "javascript:alert(1)", "\u2028<p>\u2029", "αστεγία\" data-key=\"x", "<αστεγία>",
]  # fmt: skip

PARAMETERS = {
    "page": ["9" * 5_000, "1e9", "0x1", "-1", "١", "²", "NaN", "%00", "last", "1,2", "[]"],
    "type": [
        "x" * 10_000,
        "service,form",
        "service OR page",
        "*",
        "__class__",
        "page%00",
        "<x>",
        "%ED%A0%BD",
    ],
    "unit": ["x" * 10_000, "*", "' OR 1=1 --", "<x>", "%00", "%FF"],
    "limit": ["9" * 5_000, "-1", "51", "1e1", "%00", "٣"],
    "lang": ["x" * 10_000, "EL", "el%00", "../el", "en-GB", "*"],
    "literal": ["x" * 10_000, "0", "false", "%00"],
}


def found_at(address: str, text: str):
    response = ask(f"{address}?q={quote(text)}")
    assert response.status_code == 200, text
    assert_decent(response)
    return response


def shape(response) -> set[tuple]:
    """The kinds of elements in a page, each with the names of its attributes."""
    page = BeautifulSoup(response.content, "html.parser")
    return {(element.name, *sorted(element.attrs)) for element in page.find_all(True)}


@pytest.mark.parametrize("pattern", SYNTAX)
def test_signs_of_no_query_language_mean_anything(indexed, asked, pattern):
    def slugs(text):
        answer = read(found_at("/api/search", text))
        asked.judged()
        return answer["total"], [result["slug"] for result in answer["results"]]

    typed = pattern.format("αστεγίας")

    total, found = slugs(typed)

    assert "vevaiosi-astegias" in found
    assert (total, found) == slugs(typed.translate(SIGNS))


def test_too_much_costs_no_more_than_an_ordinary_question(indexed, asked):
    def cost(address, query):
        with CaptureQueriesContext(connection) as queries:
            response = ask(f"{address}?{query}")
        assert response.status_code == 200, query[:100]
        assert_decent(response)
        asked.judged()
        return len(queries)

    for address in API + PAGES:
        usual = max(cost(address, f"q={quote(text)}") for text in ORDINARY)
        for name, text in OVERMUCH.items():
            assert cost(address, f"q={quote(text)}") <= usual, (address, name)
        for odd in ODD_BYTES:
            assert cost(address, f"q=αστεγία{odd}") <= usual, (address, odd)


def test_what_is_typed_stands_in_the_page_as_text(indexed):
    for address in PAGES:
        known = set().union(*(shape(found_at(address, text)) for text in ORDINARY))
        for text in MARKUP:
            response = found_at(address, text)
            page = BeautifulSoup(response.content, "html.parser")

            assert shape(response) <= known, (address, text)
            [box] = {box["value"] for box in page.select("main input[name=q]")}
            assert box == " ".join(text.split()), address
            assert "evil.example" not in " ".join(link["href"] for link in page.select("a[href^='//']"))


def test_markup_in_the_answers_for_programs_is_only_text(indexed):
    for address in API:
        for text in MARKUP:
            response = found_at(address, text)
            answer = read(response)

            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.get("query", " ".join(text.split())) == " ".join(text.split())
            assert json.dumps(answer.get("results", [])).count("<") == 0


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_that_makes_no_sense_counts_as_none(indexed, asked, name):
    for address in API + PAGES:
        for value in PARAMETERS[name]:
            response = ask(f"{address}?q=x&{name}=1&{name}={value}&q=αστεγία")

            assert response.status_code == 200, (address, name, value[:50])
            assert_decent(response, "<x>")
            asked.judged()


@pytest.mark.parametrize("address", API + PAGES[:2])
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "X" * 99]
)
def test_search_only_reads(indexed, asked, address, method):
    response = ask(f"{address}?q=αστεγία", method, b"q=x", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 405 if address in API else response.status_code in (403, 405)
    assert address not in API or read(response)["error"]
    assert asked == []
    assert_decent(response)


@pytest.mark.parametrize("address", ["/anazitisi/anoigma/", "/anazitisi/chrisimo/"])
@pytest.mark.parametrize("sender", [{"Referer": "http://["}, {"Origin": "http://[::"}, {}])
def test_who_comes_from_nowhere_is_not_listened_to(indexed, address, sender):
    form = "application/x-www-form-urlencoded"

    response = ask(address, "POST", b"q=x&key=x&answer=yes", content_type=form, **sender)

    assert response.status_code == 403
    assert_decent(response)


def test_asking_for_the_head_alone_gives_the_same_head(indexed):
    for address in API + PAGES:
        full, head = (ask(f"{address}?q=αστεγία", method) for method in ("GET", "HEAD"))

        assert head.status_code == full.status_code == 200
        assert head.headers["Content-Type"] == full.headers["Content-Type"]


def test_an_index_that_breaks_on_a_question_is_no_failure_of_the_page(indexed, monkeypatch):
    def breaks(*args, **kwargs):
        raise ValueError("Syntax Error: αστεγία")

    monkeypatch.setattr(Embedded, "_searcher", breaks)

    for address in API + PAGES:
        response = found_at(address, "αστεγία")

        assert "Syntax Error" not in response.content.decode()

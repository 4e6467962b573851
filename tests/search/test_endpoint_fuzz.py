"""
Search under whatever bytes an address can hold: what it answers, and what it asks of the engine.

An engine gets words in normal form and nothing else. Then there is no language of queries that
could be spoken to it, whichever engine it is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from urllib.parse import quote_from_bytes

import pytest
from django.conf import settings as site_settings
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import greek
from search.engines.embedded import Embedded
from search.query import LONGEST_QUERY
from search.question import WEIGHTS
from search.spelling import Vocabulary as Spellings
from tests.search.factories import make_document

pytestmark = pytest.mark.django_db

ADDRESSES = ["/api/search", "/api/suggest", "/anazitisi/", "/en/anazitisi/", "/odigos/"]
MOST_CALLS = 8
"""Looks at the index for one request, a page's second try and a better reading included."""
MOST_STRINGS = 1_000
"""Different strings in one question: 50 words in all their shapes and readings."""
MOST_GUESSES = 300
"""Looks through all known words for those near an unknown one."""

TYPES = {"service", "organisation", "helpline", "form", "page"}
NAMES_OF_THINGS = {"language": dict(site_settings.LANGUAGES), "types": TYPES}
"""What a question holds besides words of the asker's: one of these each."""
TERM = re.compile(r"(need|audience|service):[-a-z0-9_]+")

DOCUMENTS = [
    make_document(summary="Έκθεση κοινωνικής έρευνας για όποιον δεν έχει στέγη.", body="αίτηση διαπίστωσης"),
    make_document("Βοήθεια στο Σπίτι – Κοινωνική Μέριμνα", names=("Τρίτη ηλικία", "Αναπηρία")),
    make_document("Κέντρο Κοινότητας", type="organisation", phones=("23410 00000",)),
    make_document("Αίτηση για διαπίστωση αστεγίας", type="form"),
    make_document("Certificate of homelessness", language="en"),
]

WORDS = [
    *["αστεγία", "ΒΟΉΘΕΙΑ", "σπιτι", "astegia", "voi8eia", "bohueia", "Ο.Π.Α.", "2341000000", "homeless"],
    *["ϊϊϊ", "ςς", "ǆ", "ﬁ", "Ⅷ", "א", "ب", "漢", "٣", "½", "ﷺ", "İ", "ŉ", "ϓ", "𝔄", "🧑\u200d🦽", "e\u0301"],
]
SIGNS = [
    *"\"'`()[]{}<>*?~^:;\\/|&!+-=@#$%,._ \t\r\n\x00\x1b\x7f\xad\u0085\u2028\u2029",
    *"\u200b\u200d\u202e\u2066\ufeff\ufffe\U00010fff\U0010ffff",
    *[" AND ", " OR ", " NOT ", " TO ", "title:", "_exists_:", "key:", ".*", "^9", "~2", "({[", "--", "/*"],
]
BYTES = [b"\xf0\x9f", b"\x98\x80", b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\xff", b"\xc0\x80", b"\xce", b"\xf5"]

pieces = st.one_of(
    st.sampled_from(WORDS).map(str.encode),
    st.sampled_from(SIGNS).map(str.encode),
    st.sampled_from(BYTES),
    st.characters().map(lambda sign: sign.encode(errors="surrogatepass")),
    st.binary(max_size=3),
)
typed = st.tuples(st.lists(pieces, max_size=30), st.sampled_from([1, 1, 1, 1, 40])).map(
    lambda drawn: b"".join(drawn[0]) * drawn[1]
)
values = st.one_of(typed.map(lambda value: value[:50]), st.sampled_from([b"service", b"en", b"1", b"99"]))
others = st.dictionaries(
    st.sampled_from(["type", "unit", "page", "limit", "offset", "lang", "literal", "fragment", "need"]),
    st.lists(values, max_size=3),
    max_size=3,
)
fuzzed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def query_string(text: bytes, more: dict[str, list[bytes]] | None = None) -> str:
    pairs = [("q", text), *((name, value) for name, values in (more or {}).items() for value in values)]
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


def strings_in(part) -> Iterator[tuple[str, str]]:
    """Each string that a question holds, with the name of the field it stands in."""

    def walk(part, name):
        if isinstance(part, str):
            yield name, part
        elif is_dataclass(part):
            for each in fields(part):
                yield from walk(getattr(part, each.name), each.name)
        elif isinstance(part, dict):
            yield from walk(list(part.items()), name)
        elif isinstance(part, list | tuple | set | frozenset):
            for each in part:
                yield from walk(each, name)
        else:
            assert part is None or isinstance(part, bool | int | float), (name, part)

    return walk(part, "")


def assert_only_words(question) -> None:
    """Nothing in it could be read as an instruction, and it isn't too much."""
    strings = set(strings_in(question))
    assert len(strings) <= MOST_STRINGS
    for name, text in strings:
        if name in NAMES_OF_THINGS:
            assert text in NAMES_OF_THINGS[name], (name, text)
        elif text not in WEIGHTS and not TERM.fullmatch(text):
            for word in text.split():
                assert re.fullmatch(r"[^\W_]{1,200}", word), (name, text)
                assert word == greek.normal_form(word), (name, text)


class Asked(list):
    """The questions that an engine was asked since it was last looked at."""

    guesses = 0

    def judged(self) -> None:
        assert len(self) <= MOST_CALLS
        assert self.guesses <= MOST_GUESSES
        self.guesses = 0
        for question in self:
            assert_only_words(question)
        self.clear()


@pytest.fixture
def asked(monkeypatch):
    asked, search, nearest = Asked(), Embedded.search, Spellings.nearest

    def heard(self, question, **options):
        asked.append(question)
        return search(self, question, **options)

    def guessed(self, word, **options):
        asked.guesses += 1
        return nearest(self, word, **options)

    monkeypatch.setattr(Embedded, "search", heard)
    monkeypatch.setattr(Spellings, "nearest", guessed)
    return asked


@pytest.fixture
def filled(indexed, guide):
    indexed(*DOCUMENTS)


def read(response) -> dict:
    """The answer as a strict reader of JSON takes it: UTF-8, no NaN, no name twice."""

    def once(pairs):
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    def refuse(constant):
        raise AssertionError(constant)

    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.content.decode(), parse_constant=refuse, object_pairs_hook=once)


@fuzzed
@given(text=typed, more=others)
@example(text=b"\xf0\x9f", more={})
@example(text="αστεγία".encode() * 600, more={"limit": [b"9" * 5000]})
@example(text=b"a b c d e f g h i j k l m n o p q r s t u v w x y z " * 10, more={})
def test_any_bytes_get_an_answer_and_only_words_reach_the_engine(filled, asked, text, more):
    for address in ADDRESSES:
        response = Client(raise_request_exception=False).get(f"{address}?{query_string(text, more)}")

        assert response.status_code == 200
        asked.judged()


@fuzzed
@given(text=typed, more=others)
def test_the_answer_keeps_its_shape_and_only_names_what_is_there(filled, text, more):
    known = {document.url for document in DOCUMENTS}

    found = read(Client().get(f"/api/search?{query_string(text, more)}"))
    begun = read(Client().get(f"/api/suggest?{query_string(text, more)}"))

    assert found.keys() >= {"query", "understood_as", "total", "engine", "took_ms", "results", "related"}
    assert len(found["query"]) <= LONGEST_QUERY
    assert found["engine"] == "embedded"
    assert len(found["results"]) <= min(found["total"], 50)
    for result in found["results"] + found["related"]:
        assert result["type"] in TYPES
        assert result["url"] in known
        assert result["score"] >= 0
    assert len({result["url"] for result in found["results"]}) == len(found["results"])
    assert list(begun) == ["suggestions"]
    assert len(begun["suggestions"]) <= 8
    assert {suggestion["url"] for suggestion in begun["suggestions"]} <= known


@fuzzed
@given(text=typed)
def test_what_is_said_to_be_asked_finds_the_same_when_asked_again(filled, text):
    def ask(text):
        answer = read(Client().get(f"/api/search?{query_string(text)}"))
        return {name: value for name, value in answer.items() if name != "took_ms"}

    first = ask(text)

    assert ask(first["query"].encode()) == first


@fuzzed
@given(
    words=st.lists(st.sampled_from(WORDS[:9]), min_size=1, max_size=4),
    sign=st.sampled_from("\x00\x1b\t\n\u2028 "),
)
def test_signs_that_nobody_sees_change_nothing(filled, words, sign):
    def found(text):
        return [result["url"] for result in read(Client().get("/api/search", {"q": text}))["results"]]

    unseen = "".join(f"\u200b{letter}" for letter in (sign * 3).join(words))

    assert found(unseen) == found(" ".join(words))

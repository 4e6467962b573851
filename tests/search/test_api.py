"""Search for programs."""

import pytest

from search import query
from search.engines.embedded import Embedded
from tests.search.factories import make_document
from tests.search.test_views import ODD

pytestmark = pytest.mark.django_db


def test_the_answer_has_the_promised_shape(client, indexed):
    document = make_document(slug="vevaiosi-astegias", url="/odigos/vevaiosi-astegias/")
    indexed(document, make_document("Άλλο"))

    response = client.get("/api/search", {"q": " ΆΣΤΕΓΟΣ "})
    answer = response.json()

    assert list(answer) == ["query", "understood_as", "total", "engine", "took_ms", "results", "related"]
    assert (answer["query"], answer["understood_as"]) == ("ΆΣΤΕΓΟΣ", "αστεγοσ")
    assert (answer["total"], answer["engine"], answer["related"]) == (1, "embedded", [])
    assert answer["took_ms"] >= 0
    [result] = answer["results"]
    assert result.pop("score") > 0
    assert result == {
        "slug": "vevaiosi-astegias",
        "type": "service",
        "title": "Βεβαίωση αστεγίας",
        "url": "/odigos/vevaiosi-astegias/",
    }
    assert "max-age" in response.headers["Cache-Control"]
    assert not response.cookies


def test_the_engine_is_asked_once_and_not_for_counts_that_nobody_sees(client, indexed, monkeypatch):
    indexed(*(make_document(f"Επίδομα {number}") for number in range(160)))
    asked, search = [], Embedded.search

    def watched(self, question, **options):
        asked.append(options)
        return search(self, question, **options)

    monkeypatch.setattr(Embedded, "search", watched)

    answer = client.get("/api/search", {"q": "επίδομα"}).json()

    assert (answer["total"], len(answer["results"])) == (160, 10)
    assert [options["counted"] for options in asked] == [False]


@pytest.mark.parametrize(
    ("limit", "length"),
    [
        ("1", 1),
        ("50", 50),
        ("51", 10),
        ("0", 10),
        ("-3", 10),
        ("x", 10),
        ("", 10),
        ("9" * 5000, 10),
        ("٣", 10),
        (None, 10),
    ],
)
def test_a_bad_limit_counts_as_none(client, indexed, limit, length):
    indexed(*(make_document() for _ in range(60)))

    answer = client.get("/api/search", {"q": "αστεγία"} | ({} if limit is None else {"limit": limit})).json()

    assert len(answer["results"]) == length
    assert answer["total"] == 60


def test_language_is_greek_unless_a_known_one_is_asked_for(client, indexed):
    indexed(make_document(), make_document("Certificate αστεγίας", language="en"))

    def found(**data):
        return [
            result["title"]
            for result in client.get("/api/search", {"q": "αστεγίας", **data}).json()["results"]
        ]

    assert found() == found(lang="el") == found(lang="xx") == ["Βεβαίωση αστεγίας"]
    assert found(lang="en") == ["Certificate αστεγίας"]


@pytest.mark.parametrize("text", ["", *ODD])
@pytest.mark.parametrize("path", ["/api/search", "/api/suggest"])
def test_odd_questions_are_answered(client, indexed, path, text):
    indexed(make_document())

    assert client.get(path, {"q": text}).status_code == 200


def test_without_an_index_it_answers_with_nothing_and_says_that_no_engine_did(client):
    response = client.get("/api/search", {"q": "αστεγία"})

    assert response.status_code == 200
    assert (response.json()["total"], response.json()["engine"]) == (0, "none")


@pytest.mark.parametrize("path", ["/api/search", "/api/suggest"])
def test_other_methods_are_refused_in_json(client, path):
    response = client.post(path, {"q": "x"})

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.json()["error"]


def test_an_unforeseen_error_is_json_too_and_tells_nothing(client, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(query, "find", fail)

    response = client.get("/api/search", {"q": "x"})

    assert response.status_code == 500
    assert "secret" not in response.json()["error"]
    assert "Cache-Control" not in response.headers


def test_suggestions_have_the_promised_shape(client, indexed):
    document = make_document()
    indexed(document)

    answer = client.get("/api/suggest", {"q": "βεβ"}).json()

    assert answer == {"suggestions": [{"text": document.title, "type": "service", "url": document.url}]}

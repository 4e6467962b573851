"""What a question asks for."""

import pytest

from search import analysis
from tests.search.factories import make_document


def words(text):
    return [word.exact for word in analysis.question(text, language="el").words]


def test_words_that_are_everywhere_are_left_out():
    assert words("Βοήθεια για το σπίτι") == ["βοηθεια", "σπιτι"]


def test_a_question_of_such_words_alone_keeps_them():
    assert words("για το") == ["για", "το"]


def test_a_word_counts_once():
    assert words("σπίτι ΣΠΙΤΙ") == ["σπιτι"]


@pytest.mark.parametrize(
    ("text", "required"), [("α1", 1), ("α1 β1 γ1", 1), ("α1 β1 γ1 δ1", 2), ("α1 β1 γ1 δ1 ε1 ζ1 η1", 3)]
)
def test_the_more_words_the_more_must_be_met(text, required):
    assert analysis.question(text, language="el").required == required


@pytest.mark.parametrize(
    "typed",
    [
        "2341099999",
        "23410 99999",
        "23410-99999",
        "(23410) 99999",
        "+30 2341099999",
        "0030 2341 099 999",
        "τηλ. 23410 99999",
    ],
)
def test_a_phone_number_is_understood_however_it_is_typed(typed):
    assert analysis.question(typed, language="el").phone == "2341099999"


def test_a_phone_is_indexed_whole_and_by_its_last_digits():
    numbers = analysis.searched_words(make_document(phones=("23410 99998", "112")))["phone"].split()

    assert {"2341099998", "099998", "99998", "112"} <= set(numbers)
    assert "9998" not in numbers


@pytest.mark.parametrize(
    "change", [{"title": "Άλλο"}, {"names": ("x",)}, {"phones": ("1",)}, {"url": "/a/"}, {"body": "x"}]
)
def test_any_change_of_a_document_changes_its_digest(change):
    document = make_document(key="test.thing:1", slug="a", url="/b/")
    other = make_document(**{"key": "test.thing:1", "slug": "a", "url": "/b/", **change})

    assert analysis.digest(document) != analysis.digest(other)


def test_an_empty_question_asks_nothing():
    assert not analysis.question(" … !", language="el")

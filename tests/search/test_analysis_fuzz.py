"""Whatever is typed is analysed, in bounded time and size."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import analysis, greek
from search.vocabulary import Vocabulary
from search.words import Reader
from tests.search.factories import make_document

ANY_SIGN = st.characters(exclude_categories=())
"""Halves of an emoji too, which `st.text()` leaves out."""
ANY_TEXT = st.text(ANY_SIGN, max_size=200)
READER = Reader(Vocabulary.of([make_document(body="Επίδομα στέγασης, child care")]), Vocabulary({}))
HOSTILE = [
    "\ud83d",
    "\ud83dβοήθεια\udc69",
    "\x00\x07\x1b[2J",
    'title:(a OR b) AND -c^2~ [1 TO *] "x" /.*/ {!lucene}',
    "α.β." * 60,
    "a\u0301\u0308" * 70,
    "ﷺ" * 200,
    "\u202eάστεγος\u2066",
    "hxhxhxgdbjq" * 18,
    "x" * 10_000,
    "αἰών ᾧ ΐ ŉ ϓ ß İ",
]


def analysed(text):
    """Everything that is done with a text when somebody searches."""
    analysis.phone_in(text)
    READER.read(text[:200])
    greek.other_keyboard(text)
    words = greek.tokens(text)
    return [
        (word, greek.stem(word), greek.sound(word), greek.to_latin(word), greek.greeklish(word))
        for word in words
    ]


@settings(deadline=None)  # the first reads the tables
@given(ANY_TEXT)
@example("\ud83d")
def test_any_text_is_analysed(text):
    for word, stem, sound, _latin, readings in analysed(text):
        assert word
        assert stem
        assert sound
        assert len(word) <= greek.LONGEST_WORD
        assert len(sound) <= len(word)
        assert len(readings) <= 24


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_analysed(text):
    assert len(analysed(text)) <= len(text) * 20


@given(ANY_TEXT)
def test_composed_and_decomposed_text_have_the_same_words(text):
    assert greek.tokens(unicodedata.normalize("NFD", text)) == greek.tokens(
        unicodedata.normalize("NFC", text)
    )


@pytest.mark.parametrize("unit", ["h", "βοηθεια ", "α.", "xh3b8 ", "\u0301", "ﷺ", "a" * 99 + " "])
def test_ten_thousand_signs_take_no_long(unit):
    text = (unit * 10_000)[:10_000]
    began = time.process_time()
    analysed(text)

    assert time.process_time() - began < 2

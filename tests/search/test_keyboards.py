"""Typed with the keyboard in the other language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.keyboards import other_keyboard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bohueia sto sp;iti", "βοηθεια στο σπίτι"),
        ("EPIDOMA", "ΕΠΙΔΟΜΑ"),
        ("Ma:iow", "Μαϊος"),
        ("MaWioy", "ΜαΐΟυ".replace("Ο", "ο")),
        ("ti einaiq", "τι ειναι;"),
        ("ψηιλδ ψαρε", "child care"),
        (";θεστιον", "question"),
        ("4520 / 2018", "4520 / 2018"),
    ],
)
def test_the_other_layout_gives_what_was_meant(typed, meant):
    assert other_keyboard(typed) == meant


@given(st.text("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ 0123456789", max_size=30))
def test_greek_comes_back_from_the_latin_layout(text):
    assert other_keyboard(other_keyboard(text)) == text


@given(st.text("abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVXYZ 0123456789", max_size=30))
def test_latin_comes_back_from_the_greek_layout(text):
    assert other_keyboard(other_keyboard(text)) == text


@given(st.text("αεηιουω\u0301\u0308 ", max_size=20))
def test_accents_may_be_typed_together_or_apart(text):
    composed = unicodedata.normalize("NFC", text)

    assert other_keyboard(unicodedata.normalize("NFD", text)) == other_keyboard(composed)

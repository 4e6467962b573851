"""The interface's Greek: complete, and with the same blanks to fill in."""

import re
from pathlib import Path

import polib
import pytest

CATALOGUE = Path(__file__).resolve().parents[2] / "site" / "locale" / "el" / "LC_MESSAGES" / "django.po"
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def texts():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def said(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_is_said_in_greek(texts):
    assert [entry.msgid for entry in texts if entry.fuzzy or not all(said(entry))] == []


def test_the_greek_fills_in_what_the_english_does(texts):
    wrong = [
        entry.msgid
        for entry in texts
        for greek in said(entry)
        if not set(BLANK.findall(greek)) <= set(BLANK.findall(entry.msgid + (entry.msgid_plural or "")))
        or (not entry.msgid_plural and set(BLANK.findall(greek)) != set(BLANK.findall(entry.msgid)))
    ]
    assert wrong == []


def test_the_greek_has_no_word_in_capitals_without_its_accent(texts):
    # Capitals drop the accents; acronyms of up to five letters are spoken letter by letter.
    shouted = re.compile(r"\b[Α-Ω]{6,}\b")
    assert [entry.msgid for entry in texts for greek in said(entry) if shouted.search(greek)] == []


def test_the_greek_uses_greek_quotation_marks(texts):
    assert [entry.msgid for entry in texts for greek in said(entry) if "“" in greek or "”" in greek] == []

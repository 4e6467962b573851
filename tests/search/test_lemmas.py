"""What the tables made of the dictionary say."""

import lzma
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest
from simplemma import lemmatize

from config import gunicorn
from search import lemmas
from search.phonetics import sound

ROOT = Path(lemmas.__file__).parents[1]
EVERY = 97
"""One word of so many is tried."""


def lines(name):
    text = lzma.decompress((ROOT / "search" / name).read_bytes()).decode("iso8859-7")
    return [line.split(" ") for line in text.split("\n")]


def test_every_line_of_a_table_is_found():
    forms = lines("greek_lemmas.xz")

    assert len(forms) > 200_000
    for form, lemma in [*islice(forms, 0, None, EVERY), forms[-1]]:
        assert lemmas.lemma(form) == lemma


def test_the_sounds_are_those_of_today():
    """Fails when search/phonetics.py changed and bin/greek_lemmas.py wasn't run."""
    for key, word in islice(lines("greek_sounds.xz"), 0, None, EVERY):
        assert sound(word) == key
        assert lemmas.respelled(word) == word


@pytest.mark.parametrize("form", ["έκοψαν", "χρειάστηκα", "παππούδων", "προγραμμάτων"])
def test_the_dictionary_is_followed(form):
    plain = str.maketrans("άέήίόύώς", "αεηιουωσ")

    assert lemmas.lemma(form.translate(plain)) == lemmatize(form, lang="el").translate(plain)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("αιτησεισ", "αιτηση"),  # not the verb
        ("μαθητησ", "μαθητησ"),  # not the feminine
        ("παππουδεσ", "παππουσ"),
        ("ετησησ", "αιτηση"),  # by its sound
        ("πλιροσω", "πληρωνω"),
    ],
)
def test_people_and_things_are_found_by_any_form(form, lemma):
    assert lemmas.lemma(form) == lemma


@pytest.mark.parametrize(
    "word", ["", " ", "\n", "ζζζζ", "ωωωωωω", "!", "abc", "\udc80", "α\nβ", "x" * 10_000]
)
def test_what_is_in_no_dictionary_stays_as_it_is(word):
    assert lemmas.lemma(word) == word
    assert lemmas.respelled(word) == ""


def test_a_server_reads_the_tables_before_it_makes_workers(monkeypatch):
    lemmas._value.cache_clear()
    monkeypatch.setattr("forms.key_loss.warn_at_start", lambda: None)
    monkeypatch.setattr(gunicorn, "gc", SimpleNamespace(collect=int, freeze=int))

    gunicorn.when_ready(server=None)

    monkeypatch.setattr(lemmas.lzma, "decompress", None)
    assert lemmas.lemma("εκοψαν") == "κοβω"
    assert lemmas.respelled("ετισεισ")

"""Slips of the finger."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.spelling import Vocabulary, most_slips

KNOWN = Vocabulary({"επιδομα": 9, "επιδοματα": 4, "στεγη": 7, "στεκι": 2, "συνταξη": 5, "ανασφαλιστοσ": 1})
LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("επδιομα", "επιδομα"),
        ("επιδμα", "επιδομα"),
        ("επιδομμα", "επιδομα"),
        ("επιδοκα", "επιδομα"),
        ("αναφσαλσιτοσ", "ανασφαλιστοσ"),
        ("συνταξη", "συνταξη"),
    ],
)
def test_a_slip_is_seen_through(typed, meant):
    assert KNOWN.nearest(typed)[0][0] == meant


@pytest.mark.parametrize("typed", ["", "στε", "σταλλ", "εδομα", "ανσφλιστο", "x" * 10_000, "\ud800" * 8])
def test_what_is_too_far_or_too_short_is_nobodys_slip(typed):
    assert KNOWN.nearest(typed) == []


def test_of_equally_near_words_the_frequent_comes_first():
    words = Vocabulary({"μονη": 1, "νομη": 3, "δομη": 9, "ρομη": 5})

    assert words.nearest("λομη") == [("δομη", 1), ("ρομη", 1), ("νομη", 1)]
    assert words.nearest("λομη", limit=1) == [("δομη", 1)]


@given(st.dictionaries(st.text(LETTERS, min_size=1, max_size=9), st.integers(1, 99), max_size=20), st.data())
def test_every_known_word_is_its_own_nearest(words, data):
    known = Vocabulary(words)
    for word in words:
        if len(word) >= 4:
            assert known.nearest(word)[0] == (word, 0)
        assert word in known


def slipped(chance, word):
    at = chance.randrange(len(word))
    letter = chance.choice("αβγ")
    changed_about = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    others = (word[:at] + put + word[at + more :] for put, more in (("", 1), (letter, 0), (letter, 1)))
    return chance.choice([changed_about, *others]) or word


@given(st.randoms(use_true_random=False))
def test_no_near_word_is_passed_over(chance):
    words = {
        "".join(chance.choices("αβγδε", k=chance.randint(1, 16))): chance.randint(1, 9) for _ in range(60)
    }
    known = Vocabulary(words)
    for word in words:
        typed = slipped(chance, slipped(chance, word))
        distances = {other: OSA.distance(typed, other) for other in words}
        near = [other for other, slips in distances.items() if slips <= most_slips(typed)]
        near.sort(key=lambda other: (distances[other], -words[other], other))

        assert known.nearest(typed, limit=60) == [(other, distances[other]) for other in near]


def test_thirty_thousand_words_are_looked_through_in_milliseconds():
    chance = random.Random(1)
    words = {"".join(chance.choices(LETTERS, k=chance.randint(3, 14))): 1 for _ in range(30_000)}
    known = Vocabulary(words)
    typed = [word[:4] + "ω" + word[5:] for word in list(words)[:200] if len(word) >= 8]
    began = time.process_time()
    for word in typed:
        known.nearest(word)

    assert (time.process_time() - began) / len(typed) < 0.010

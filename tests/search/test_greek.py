"""Words as search sees them."""

import re
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import greek, stems

GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΐΰςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ"
greek_words = st.text(GREEK_LETTERS, min_size=1, max_size=25)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Βεβαίωση", "βεβαιωση"),
        ("ΒΕΒΑΙΩΣΗ", "βεβαιωση"),
        ("άστεγος ΆΣΤΕΓΟΣ αστεγοσ", "αστεγοσ αστεγοσ αστεγοσ"),
        ("προϋπολογισμός", "προυπολογισμοσ"),
        ("Μαΐου", "μαιου"),
        ("Ο.Π.Α.", "οπα"),
        ("Ε.Κ.Κ.Α", "εκκα"),
        ("ΑμεΑ και Α.με.Α.", "αμεα και αμεα"),
        ("ν.4520", "ν.4520"),
        ("AΣΤΕΓΟΣ", "αστεγοσ"),
        ("Oδηγός", "οδηγοσ"),
        ("Community Centre", "community centre"),
        ("Ωmega", "ωmega"),
        ("αστε\u00adγος", "αστεγοσ"),
        ("\u202eάστεγος\u202c", "αστεγοσ"),
        ("α\u0301στεγος", "αστεγοσ"),
    ],
)
def test_what_makes_no_other_word_is_folded(written, normal):
    assert greek.normal_form(written) == normal


@given(st.text())
@example("ŉ ẞ ΐ \u0345 µ ϓ ﬁ ½ ΄")
@example("α.ββ.γ.δ")
def test_folding_never_fails_and_folding_twice_changes_nothing(text):
    once = greek.normal_form(text)

    assert greek.normal_form(once) == once


@given(greek_words)
def test_case_accents_and_final_sigma_make_no_difference(word):
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")
    alike = {
        word,
        word.upper(),
        word.lower(),
        plain,
        word.replace("ς", "σ"),
        unicodedata.normalize("NFD", word),
    }

    assert len({tuple(greek.tokens(each)) for each in alike}) == 1


@given(st.text())
def test_words_stand_where_they_are_said_to_stand(text):
    at = 0
    for start, end, word in greek.spans(text):
        assert at <= start < end <= len(text)
        assert word
        assert word in greek.normal_form(text[start:end])
        assert word.isalnum()
        at = start


@settings(deadline=None)  # the first reads the tables
@given(greek_words)
def test_a_stem_does_not_depend_on_case_and_accents(word):
    assert [greek.stem(each) for each in greek.tokens(word)] == [
        greek.stem(each) for each in greek.tokens(word.upper())
    ]


def lines_of_the_docstring():
    """Function, what goes in, what comes out: from the tables at the beginning of search/greek.py."""
    found = []
    for table in greek.__doc__.split("\n\n"):
        heading, *rows = (re.split(r" {2,}", line.strip()) for line in table.splitlines())
        if rows:
            found += [(heading[0], given, row[1]) for row in rows[1:] for given in row[0].split(", ")]
    return found


def said_by(function, given):
    if function in {"stem", "sound", "greeklish", "to_latin"}:
        [given] = greek.tokens(given)
    said = getattr(greek, function)(given)
    return said[0] if function == "greeklish" else said


@pytest.mark.parametrize(("function", "given", "expected"), lines_of_the_docstring())
def test_the_documented_examples_are_true(function, given, expected):
    assert said_by(function, given) == expected


def families():
    """Of each line of inflections.txt its words, each a set of forms."""
    lines = (Path(__file__).with_name("inflections.txt")).read_text().splitlines()
    return [
        [frozenset(greek.tokens(forms)) for forms in line.split("/")]
        for line in lines
        if line and not line.startswith("#")
    ]


def test_stems_hold_the_forms_of_a_word_together_and_apart_from_others():
    words = [forms for family in families() for forms in family]
    of_one_word = [greek.stem(a) == greek.stem(b) for forms in words for a, b in combinations(forms, 2)]
    by_stem = {}
    for number, family in enumerate(families()):
        for form in frozenset().union(*family):
            by_stem.setdefault(greek.stem(form), []).append(number)
    of_one_stem = [a == b for numbers in by_stem.values() for a, b in combinations(numbers, 2)]

    assert len(words) > 350
    assert sum(of_one_word) / len(of_one_word) >= 0.975
    assert sum(of_one_stem) / len(of_one_stem) >= 0.975


def test_threads_do_not_mix_up_each_others_stems():
    words = [
        f"{beginning}ιδρυματικοτητα" for beginning in greek.tokens("αβ βγ γδ δε εζ ζη ηθ θι ικ κλ λμ μν")
    ]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(stems.stem.__wrapped__, words * 100))
    finally:
        sys.setswitchinterval(switching)

    assert [stem[:2] for stem in found] == [word[:2] for word in words * 100]


@pytest.mark.parametrize(
    ("one", "other"),
    [("στέγη", "στάση"), ("παιδί", "πόδι"), ("ρεύμα", "ρύμη"), ("οπα", "οπεκα"), ("4520", "4521")],
)
def test_different_words_keep_different_stems(one, other):
    assert greek.stem(greek.tokens(one)[0]) != greek.stem(greek.tokens(other)[0])


def test_stop_words_are_in_normal_form():
    assert {greek.normal_form(word) for word in greek.STOP_WORDS} == greek.STOP_WORDS

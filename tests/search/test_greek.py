"""Words as search sees them."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import greek

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


@given(st.text(max_size=60))
def test_any_word_has_a_stem(text):
    for word in greek.tokens(text):
        assert greek.stem(word)


@pytest.mark.parametrize(
    "inflections",
    [
        "άστεγος αστέγου άστεγοι αστέγων αστεγία αστεγίας ΑΣΤΕΓΟΣ",
        "βεβαίωση βεβαίωσης βεβαιώσεις βεβαιώσεων",
        "επίδομα επιδόματος επιδόματα επιδομάτων",
        "παιδί παιδιού παιδιά παιδιών",
        "βοήθεια βοήθειας βοηθός",
        "κοινωνική κοινωνικό κοινωνικών κοινωνικά",
        "ψυχολόγος ψυχολόγου ψυχολογική ψυχολογικής",
        "ανεργία άνεργος ανέργων",
        "οικογένεια οικογένειας οικογενειακή",
        "φορέας φορείς φορέων",
        "ενοίκιο ενοικίου ενοίκια",
        "βία βίας",
        "services service",
    ],
)
def test_inflections_of_a_word_share_a_stem(inflections):
    assert len({greek.stem(word) for word in greek.tokens(inflections)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("στέγη", "στάση"), ("παιδί", "πόδι"), ("ρεύμα", "ρύμη"), ("οπα", "οπεκα"), ("4520", "4521")],
)
def test_different_words_keep_different_stems(one, other):
    assert greek.stem(greek.tokens(one)[0]) != greek.stem(greek.tokens(other)[0])


def test_stop_words_are_in_normal_form():
    assert {greek.normal_form(word) for word in greek.STOP_WORDS} == greek.STOP_WORDS

"""Words that sound alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.phonetics import sound

SYLLABLES = [f"{consonant}{vowel}" for consonant in "βγδζθκλμνπρστφχ" for vowel in "αειο"]
ALIKE = {"ι": ("η", "υ", "ει", "οι"), "ο": ("ω",), "ε": ("αι",)}


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8), st.data())
def test_homophones_have_one_key(syllables, data):
    swapped = [
        consonant * data.draw(st.sampled_from([1, 2] if at else [1]))
        + data.draw(st.sampled_from((vowel, *ALIKE.get(vowel, ()))))
        for at, (consonant, vowel) in enumerate(syllables)
        if not (at and consonant == "γ")  # γγ is another sound
    ]
    plain = "".join(each for at, each in enumerate(syllables) if not (at and each[0] == "γ"))

    assert sound("".join(swapped)) == sound(plain)


@pytest.mark.parametrize(
    "alike",
    [
        "οικονομικοσ ικονομικοσ οικονομικωσ",
        "αυτισμοσ αφτισμοσ",
        "ευαλωτοσ εβαλοτοσ",
        "κοσμοσ κοζμοσ",
        "συνπληρωνω συμπληρωνω",
        "εγκυοσ εγγυοσ ενκιοσ",
        "εκσωση εξωση",
        "βοηθεια βοιθια βοηθια",
        "πρωι προι",
        "γραμματεια γραματια",
        "benefit beneffit",
        "phone fone",
    ],
)
def test_usual_slips_keep_the_key(alike):
    assert len({sound(word) for word in alike.split()}) == 1


@pytest.mark.parametrize(
    "different",
    ["που πω", "νομοσ δομοσ", "κε κκε", "εε εεε", "στεγη στοα", "αγκαλια αγελαδα", "ρευμα ρεμα", "home θομε"],
)
def test_other_words_have_other_keys(different):
    one, other = different.split()

    assert sound(one) != sound(other)

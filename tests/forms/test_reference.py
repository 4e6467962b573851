import math

from hypothesis import given
from hypothesis import strategies as st

from forms import reference

GREEK_LOOKALIKES = set("ABEHIKMNOPTXYZ")


def test_a_reference_cannot_be_guessed_or_misread():
    assert reference.LENGTH * math.log2(len(reference.ALPHABET)) >= 60
    assert not set(reference.ALPHABET) & (GREEK_LOOKALIKES | set("01IOSUAE"))
    assert len({reference.make() for _ in range(1000)}) == 1000


@given(st.text(alphabet=reference.ALPHABET, min_size=reference.LENGTH, max_size=reference.LENGTH))
def test_it_is_understood_however_it_is_typed(normal):
    shown = reference.grouped(normal)

    assert reference.normalise(shown) == normal
    assert reference.normalise(f" {shown.lower().replace('-', ' ')} ") == normal
    assert reference.normalise(shown.replace("-", "–")) == normal
    greek_keyboard = str.maketrans("CDFGJLRVWQ", "ΨΔΦΓΞΛΡΩΣ;")
    assert reference.normalise(shown.translate(greek_keyboard)) == normal
    assert reference.normalise(shown.translate(greek_keyboard).lower()) == normal


@given(st.text(max_size=30))
def test_anything_else_is_no_reference(text):
    assert reference.normalise(text) == "" or len(reference.normalise(text)) == reference.LENGTH

"""
Greek words in Latin letters, read and written.

Nobody writes Greeklish by one rule. `h` is η to who looks at the letter and χ to who listens to
it, `x` is χ or ξ, θ is th, 8, u or q. So a word is read in many ways at once: step by step, what
the next letters may mean is put behind the readings so far, and the most plausible go on. The
figures are how implausible a meaning is; they add up.

What only sounds alike (i, y, o, w…) isn't told apart: of readings with one sound the best is kept.
"""

import re
from functools import lru_cache

from search.lemmas import respelled
from search.phonetics import sound

MOST_READINGS = 24
NEARLY_LATIN = re.compile("(?=.*[a-z])[a-zα-ω0-9]{1,40}")
"""Longer words are no Greeklish: the longest of any office have some thirty letters."""
FARTHEST = 3.0
"""A reading so much less plausible than the best one is dropped."""

VOWEL = "(?=[aeiouwyαεηιουω])"
AMONG_LETTERS = "(?<![0-9])(?=[0-9][a-zα-ω])"
CONSONANT = "(?=[^aeiouwyαεηιουω])"

_MEANINGS: list[tuple[str, dict[str, float]]] = [
    # h after a consonant
    (f"th(?=[lmnr]?{VOWEL})", {"θ": 0, "τη": 0.8}),
    ("th", {"τη": 0, "θ": 0.8}),
    (f"ch{VOWEL}", {"χ": 0, "τσ": 2}),
    ("ch", {"χ": 0}),
    ("nch", {"γχ": 0}),
    (f"ph{VOWEL}", {"φ": 0, "πη": 2}),
    (f"gh{VOWEL}", {"γ": 0, "γχ": 0.8, "γη": 1}),
    (f"dh{VOWEL}", {"δ": 0, "δη": 1}),
    (f"kh{VOWEL}", {"χ": 0, "κη": 1}),
    ("ph", {"πη": 0, "φ": 0.3}),
    ("gh", {"γη": 0, "γ": 0.5}),
    ("dh", {"δη": 0, "δ": 0.5}),
    ("kh", {"κη": 0, "χ": 0.5}),
    # h alone
    ("h$", {"η": 0, "χ": 2.5}),
    (f"h{VOWEL}|^h(?=r)", {"χ": 0, "η": 0.5}),
    ("h(?=[lnrtθ])", {"η": 0, "χ": 0.5}),
    ("h", {"η": 0, "χ": 1.5}),
    # two consonants for one letter, or for one sound
    ("ks|cs", {"ξ": 0}),
    ("ps", {"ψ": 0}),
    ("ck", {"κ": 0}),
    ("mp(?!h)", {"μπ": 0}),
    ("mb", {"μπ": 0, "μβ": 0.1}),
    ("nt(?!h)", {"ντ": 0}),
    ("nd", {"ντ": 0, "νδ": 0.1}),
    ("ng|gg", {"γγ": 0}),
    ("nk|gk", {"γκ": 0}),
    ("nx", {"γχ": 0, "γξ": 0.5}),
    ("tz|dj", {"τζ": 0}),
    # vowels
    ("ou|oy", {"ου": 0}),
    ("oo", {"ου": 0, "οο": 0.5}),
    ("ee", {"ι": 0, "εε": 0.5}),
    ("ai", {"αι": 0, "αη": 1.2}),
    ("ayi", {"αγι": 0, "αυι": 0.5}),
    (f"av{VOWEL}", {"αβ": 0}),
    (f"ev{VOWEL}", {"εβ": 0}),
    (f"af(?=h|{VOWEL})", {"αφ": 0}),
    (f"ef(?=h|{VOWEL})", {"εφ": 0}),
    ("av|au|ay|af", {"αυ": 0}),
    ("ev|eu|ey|ef", {"ευ": 0}),
    (f"^y{VOWEL}", {"γι": 0, "υ": 0.3}),
    (f"y{VOWEL}", {"υ": 0, "γι": 0.8}),
    ("y", {"υ": 0}),
    ("u$", {"ου": 0, "υ": 0.4}),
    (f"u{VOWEL}", {"θ": 0.3, "υ": 0, "ου": 0.6}),
    ("u", {"υ": 0, "ου": 0.6, "θ": 2}),
    (f"w{CONSONANT}|w$", {"ω": 0}),
    ("w", {"ω": 0, "γου": 1}),
    # consonants
    ("b", {"β": 0, "μπ": 0.7}),
    ("c(?=[eiyh])", {"σ": 0, "κ": 0.2}),
    ("c", {"κ": 0}),
    ("d", {"δ": 0, "ντ": 0.7}),
    ("g", {"γ": 0, "γκ": 0.8}),
    ("j", {"ξ": 0, "τζ": 0.2}),
    ("q", {"θ": 0, "κ": 0.2}),
    ("x$", {"ξ": 0, "χ": 1}),
    (f"x{VOWEL}", {"χ": 0, "ξ": 0.4}),
    ("x", {"χ": 0, "ξ": 1}),
    # figures that look like a letter, among letters
    (f"{AMONG_LETTERS}8", {"θ": 0, "8": 0.8}),
    (f"{AMONG_LETTERS}9", {"θ": 0, "9": 0.2}),
    (f"{AMONG_LETTERS}3", {"ξ": 0, "3": 0.8, "ε": 1.5}),
    (f"{AMONG_LETTERS}4", {"ψ": 0, "4": 0.8}),
    (f"{AMONG_LETTERS}0", {"0": 0, "θ": 0.5, "ο": 0.5}),
    *((latin, {greek: 0.0}) for latin, greek in zip("aefiklmnoprstvz", "αεφικλμνοπρστβζ", strict=True)),
]
"""
The first that fits counts, so the longer and the more particular stand before the others. What
fits none (Greek letters, figures) means itself.
"""
_READ_TOGETHER = re.compile("|".join(f"({pattern})" for pattern, _meanings in _MEANINGS) + "|.")

_SAID = [
    (re.compile(pattern), latin)
    for pattern, latin in (
        ("ου", "ou"),
        ("(?<=[αεη])υ(?=[θκξπσςτφχψ]|$)", "f"),
        ("(?<=[αεη])υ", "v"),
        ("γ(?=[γξχ])", "n"),
        ("^μπ", "b"),
    )
]
_LETTERS = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
        "θ": "th",
        "χ": "ch",
        "ψ": "ps",
    }
)


@lru_cache(maxsize=20_000)
def greeklish(word: str) -> tuple[str, ...]:
    """
    What a word in Latin letters, or in mixed ones, may be in Greek: normal forms, the likeliest first.

    Words of the dictionary come first, as they are spelt. The others are right by sound only.
    Empty for a word without Latin letters, or with any that isn't Latin, Greek or a figure.
    """
    if not NEARLY_LATIN.fullmatch(word):
        return ()
    readings = {"": 0.0}
    for letters in _READ_TOGETHER.finditer(word):
        meanings = _MEANINGS[letters.lastindex - 1][1] if letters.lastindex else {letters.group(): 0.0}
        readings = _likeliest(
            {
                reading + meaning: doubt + more
                for reading, doubt in readings.items()
                for meaning, more in meanings.items()
            }
        )
    by_sound: dict[str, str] = {}
    for reading in readings:
        by_sound.setdefault(sound(reading), reading)
    known = {reading: right for reading in by_sound.values() if (right := respelled(reading))}
    return (*known.values(), *(reading for reading in by_sound.values() if reading not in known))


def to_latin(word: str) -> str:
    """A word in normal form in Latin letters, as ELOT 743 has it on passports and road signs."""
    for pattern, latin in _SAID:
        word = pattern.sub(latin, word)
    return word.translate(_LETTERS)


def _likeliest(readings: dict[str, float]) -> dict[str, float]:
    best = min(readings.values())
    kept = sorted((doubt, reading) for reading, doubt in readings.items() if doubt - best < FARTHEST)
    return {reading: doubt for doubt, reading in kept[:MOST_READINGS]}

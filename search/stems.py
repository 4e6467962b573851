"""
What the inflections of a word have in common.

A dictionary gives the base form, Snowball's stemmer takes off its ending, and a few rules of our
own bring together what it leaves apart. Of 377 inflected words of everyday social services (see
`tests/search/inflections.txt`), as share of the pairs of forms that get one stem, and of the pairs
with one stem that belong together:

    Snowball                              0.76   0.948
    Snowball, then `_level`               0.85   0.954
    base forms                            0.87   0.998
    base forms, Snowball, `_level`        0.98   0.969
    with `_NOUNS_OF_VERBS` in between     0.98   0.981
"""

import re
import threading
from functools import lru_cache

import Stemmer

from search.lemmas import lemma

SHORTEST_STEM = 3
GREEK = re.compile("[α-ω]")

# It remembers nothing itself: `stem` does.
_snowball = {name: Stemmer.Stemmer(name, 0) for name in ("greek", "english")}
_stemming = threading.Lock()
"""Snowball's stemmers keep the word they work on in themselves: one thread at a time."""
_ADJECTIVE = "(?:οσ|ου|ο|οι|ων|ουσ|η|ησ|εσ|α)"
# What is done, and the name for doing it: δηλώνω, δηλωμένος, δήλωση.
_NOUNS_OF_VERBS = [
    (re.compile(f"(?<=[α-ω]{{3}})(?:{endings})$"), noun)
    for endings, noun in (
        (f"ωνω|ωνομαι|ωμεν{_ADJECTIVE}", "ωση"),
        (f"ιζω|ιζομαι|ισμεν{_ADJECTIVE}|ισμ(?:οσ|ου|ο|οι|ων|ουσ)", "ιση"),
        (f"αζω|αζομαι|ασμεν{_ADJECTIVE}|ασμ(?:οσ|ου|ο|οι|ων|ουσ)", "αση"),
        (f"ευω|ευομαι|ευμεν{_ADJECTIVE}", "ευση"),
        ("ποιω|ποιουμαι", "ποιηση"),
        (f"ημεν{_ADJECTIVE}", "ηση"),
        ("πτω|πτομαι", "πη"),
    )
]
_DIMINUTIVE = re.compile("(?<=[α-ω]{4})ακι(?:α|ων)?$")
_ENDINGS = re.compile("(?:ιων|ιου|ουν|ια|ιο|οι|εσ|ων|ου|οσ|ησ|ασ|α|η|ο|ι|ε|ω|σ)$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in normal form. What holds digits or is very short stays as it is, but for verbs."""
    if not word.isalpha():
        return word
    if len(word) <= SHORTEST_STEM:
        base = lemma(word)
        return _stem_of_base(base) if base.endswith("ω") else word
    if not GREEK.search(word):
        return _snowballed("english", word) if word.isascii() else word
    return _stem_of_base(lemma(_undiminished(word)))


@lru_cache(maxsize=20_000)
def _stem_of_base(word: str) -> str:
    if len(word) <= SHORTEST_STEM:
        return word
    for ending, noun in _NOUNS_OF_VERBS:
        word = ending.sub(noun, word)
    found = _level(_snowballed("greek", word))
    return found if len(found) >= SHORTEST_STEM else _without_ending(word)


def _snowballed(language: str, word: str) -> str:
    with _stemming:
        return _snowball[language].stemWord(word)


def _undiminished(word: str) -> str:
    """σπιτάκια → σπίτι: as the lay call what the office calls otherwise."""
    return _DIMINUTIVE.sub("ι", word)


def _level(stem: str) -> str:
    """
    One stem where Snowball leaves several of one word, depending on its ending.

    αστεγι(ας) and αστεγ(ος), φορε(ας) and φορ(εις), κοινωνικ(η) and κοινων(ικων).
    """
    for ending, kept in (("ιακ", 4), ("ικ", 4), ("ει", 4), ("ι", 4), ("ε", 3)):
        if stem.endswith(ending) and len(stem) - len(ending) >= kept:
            stem = stem.removesuffix(ending)
    return stem


def _without_ending(word: str) -> str:
    """For words of which Snowball leaves next to nothing: παιδια → πα, φωτα → φω."""
    for match in (_ENDINGS.search(word, at) for at in range(SHORTEST_STEM, len(word))):
        if match and match.start() >= SHORTEST_STEM:
            return word[: match.start()]
    return word

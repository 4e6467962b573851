"""
Questions of every kind to the entries of `bench_entries`, for measuring: sixty of twelve kinds at a
time, different ones in every round, so that nothing is answered from what an earlier one left behind.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench_entries import ACRONYMS, GIVEN, MATTERS, PEOPLE, document

from search import greek
from search.documents import Document

EACH_KIND = 5
"""Of each kind, in a round."""
SMALL = "δεν έχω πού να μείνω και τι να κάνω για το παιδί μου με τα {} που θέλω από τον Δήμο"
TROUBLES = ("ρεύμα", "χρέη", "φάρμακα", "ενοίκιο", "τρόφιμα", "γέννηση", "δουλειά", "σύνταξη")
KEYS = str.maketrans("αβγδεζηθικλμνξοπρστυφχψως", "abgdezhuiklmnjoprstyfxcvw")
BY_EYE = {**dict(zip("αβγδεζηθικλμνξοπρστυφχψως", "abgdezh8iklmn3oprstufx4ws", strict=True))}
BY_EAR = {**BY_EYE, "η": "i", "θ": "th", "ξ": "ks", "χ": "ch", "ψ": "ps", "ω": "o", "υ": "y"}
SAME_SOUND = (("η", "ι"), ("ω", "ο"), ("αι", "ε"), ("υ", "ι"), ("ει", "ι"), ("ο", "ω"))
LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"


@dataclass(frozen=True)
class Asked:
    """A question as somebody types it."""

    kind: str
    text: str
    is_begun: bool = False
    """Still being typed: for `/api/suggest`."""


def round_of(number: int, *, entries: int) -> list[Asked]:
    """The sixty questions of this round, to that many entries, in no particular order of kinds."""
    chance = random.Random(f"round {number}")  # noqa: S311 – the same each time
    asked = [
        Asked(kind, make(chance, _greek_entry(chance, entries)), is_begun=kind == "begun words")
        for kind, make in KINDS.items()
        for _n in range(EACH_KIND)
    ]
    chance.shuffle(asked)
    return asked


def _greek_entry(chance: random.Random, entries: int) -> Document:
    while (entry := document(chance.randrange(entries))).language != "el":
        pass
    return entry


def _words(chance: random.Random, entry: Document) -> list[str]:
    """Two or three words of a title in a row, without accents, as most people type."""
    words = [word for word in greek.tokens(entry.title) if len(word) > 1]
    length = min(chance.choice((2, 3)), len(words))
    at = chance.randrange(len(words) - length + 1)
    return [re.sub("σ$", "ς", word) for word in words[at : at + length]]


def _in_words(chance: random.Random, entry: Document) -> str:
    said = " ".join(_words(chance, entry))
    return said.upper() if chance.random() < 0.2 else said


def _common(chance: random.Random, entry: Document) -> str:
    return chance.choice([*GIVEN, *MATTERS, *PEOPLE]).lower()


def _greeklish(chance: random.Random, entry: Document) -> str:
    letters = chance.choice((BY_EYE, BY_EAR))
    return "".join(letters.get(letter, letter) for letter in " ".join(_words(chance, entry)))


def _other_keyboard(chance: random.Random, entry: Document) -> str:
    return " ".join(_words(chance, entry)).translate(KEYS)


def _sounds(chance: random.Random, entry: Document) -> str:
    said = " ".join(_words(chance, entry))
    for written, heard in chance.sample(SAME_SOUND, 3):
        said = said.replace(written, heard)
    return said


def _slips(chance: random.Random, entry: Document) -> str:
    return " ".join(_slip(chance, word) for word in _words(chance, entry))


def _slip(chance: random.Random, word: str) -> str:
    if len(word) < 5:
        return word
    at = chance.randrange(1, len(word) - 2)
    left, here, following, rest = word[:at], word[at], word[at + 1], word[at + 2 :]
    return chance.choice(
        (
            f"{left}{following}{rest}",
            f"{left}{following}{here}{rest}",
            f"{left}{chance.choice(LETTERS)}{following}{rest}",
            f"{left}{here}{chance.choice(LETTERS)}{following}{rest}",
        )
    )


def _long(chance: random.Random, entry: Document) -> str:
    return entry.body[:200]


def _small_words(chance: random.Random, entry: Document) -> str:
    return SMALL.format(chance.choice(TROUBLES))


def _phone(chance: random.Random, entry: Document) -> str:
    digits = entry.phones[0]
    return chance.choice((digits, f"+30 {digits[:5]}-{digits[5:]}", digits[-5:]))


def _begun(chance: random.Random, entry: Document) -> str:
    said = chance.choice((_in_words, _greeklish, _other_keyboard))(chance, entry)
    return said[: chance.randint(3, max(len(said) - 1, 3))]


def _english(chance: random.Random, entry: Document) -> str:
    words = entry.other[0].replace(":", "").split()
    return " ".join(chance.sample(words, min(3, len(words))))


def _acronym(chance: random.Random, entry: Document) -> str:
    dotted = "".join(f"{letter}." for letter in chance.choice(ACRONYMS))
    return f"{dotted} {chance.choice(list(MATTERS))}"


def _nonsense(chance: random.Random, entry: Document) -> str:
    return " ".join(
        "".join(chance.choice(LETTERS) for _n in range(chance.randint(5, 12))) for _word in range(2)
    )


KINDS: dict[str, Callable[[random.Random, Document], str]] = {
    "words": _in_words,
    "one common word": _common,
    "Greeklish": _greeklish,
    "other keyboard": _other_keyboard,
    "by sound": _sounds,
    "slips": _slips,
    "long": _long,
    "many small words": _small_words,
    "phones": _phone,
    "begun words": _begun,
    "English": _english,
    "acronyms": _acronym,
    "nonsense": _nonsense,
}


def rounds(count: int, *, entries: int) -> Iterator[Asked]:
    """The questions of so many rounds."""
    for number in range(count):
        yield from round_of(number, entries=entries)

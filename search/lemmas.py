"""
What a dictionary knows of Greek words: base forms, and right spellings.

Verbs change in ways that no stemmer follows (εκοψαν, κοβω), and nouns in some. The tables beside
this file come from simplemma's dictionary by `bin/greek_lemmas.py`; its words are Wiktionary's
(CC BY-SA). Each stays one string of bytes, a letter each, searched by halves: 10 MB together,
read in a fifth of a second, where dicts would take 100.
"""

import lzma
from collections.abc import Callable
from functools import cache
from pathlib import Path

from search.phonetics import sound

ENCODING = "iso8859-7"
LEMMAS, SOUNDS = "greek_lemmas.xz", "greek_sounds.xz"


def lemma(word: str) -> str:
    """
    The base form of a word in normal form: κοβω of εκοψαν.

    A misspelt word is read as the one that sounds like it: αιτηση of ετισεισ. A base form, and
    what nobody knows, stays as it is.
    """
    known = _value(LEMMAS)
    return known(word) or known(respelled(word)) or word


def respelled(word: str) -> str:
    """A known word that sounds like this one, the word itself if it is known; empty when none does."""
    if _value(LEMMAS)(word):
        return word
    return _value(SOUNDS)(sound(word)) or ""


def read_tables() -> None:
    """
    Read them now instead of with the first word.

    Before a server makes its workers: they share the bytes, and nobody's question waits for them.
    """
    for name in (LEMMAS, SOUNDS):
        _value(name)


@cache
def _value(name: str) -> Callable[[str], str | None]:
    """Look-ups in a table: a file of lines «key value», in normal form and sorted, compressed."""
    table = lzma.decompress(Path(__file__).with_name(name).read_bytes()) + b"\n"

    def value(key: str) -> str | None:
        start_of_line = key.encode(ENCODING, errors="replace") + b" "
        low, high = 0, len(table)
        while low < high:
            start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = table.find(b"\n", start)
            line = table[start:end]
            if line.startswith(start_of_line):
                return line[len(start_of_line) :].decode(ENCODING)
            if line < start_of_line:
                low = end + 1
            else:
                high = start
        return None

    return value

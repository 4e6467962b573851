"""
What editors give to search: synonyms, crisis words, pinned results, weights, and the phrases that
people use for what they need. Read from the database, kept in memory until somebody changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """
    What somebody may type who needs what a term of the taxonomy stands for.

    A model whose objects have phrases has a class method `search_phrases()` giving these; its
    changes must call `search.models.LexiconState.touch()`.
    """

    term: str
    """As in `Document.terms`: `need:stegi-astegia`."""
    text: str
    """In any language: `δεν έχω πού να μείνω`."""


def lines(text: str) -> Iterable[str]:
    """The phrases of a text field that holds one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]

"""Known words near a word that isn't known: slips of the finger, letters left out or changed about."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Shorter words have too many neighbours to guess."""
LONG = 8
"""From this length on a word may hold two slips."""


def most_slips(word: str) -> int:
    """How many slips a word of this length is forgiven."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


class Vocabulary:
    """Words, each with how often it occurs."""

    def __init__(self, words: Mapping[str, int]):
        self._frequency = dict(words)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(words, key=lambda word: (-words[word], word)):
            self._by_length.setdefault(len(word), []).append(word)

    def __len__(self) -> int:
        return len(self._frequency)

    def __contains__(self, word: str) -> bool:
        return word in self._frequency

    def nearest(self, word: str, *, limit: int = 3) -> list[tuple[str, int]]:
        """
        The words at most so many slips from `word`, each with their number; the nearest first,
        of equally near ones the frequent.

        A slip is a letter too many, too few or wrong, or two changed about.
        """
        slips = most_slips(word)
        found = [
            (near, distance)
            for length in range(len(word) - slips, len(word) + slips + 1)
            for near, distance, _at in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=limit,
            )
        ]
        found.sort(key=lambda each: (each[1], -self._frequency[each[0]], each[0]))
        return found[:limit]

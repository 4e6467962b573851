"""
Known words near a word that isn't known: slips of the finger, letters left out or changed about.

Not every known word is compared. A slip touches two letters in a row at most, so of a word with one
slip either the beginning or the end is right, and of a word with two slips the beginning, the end or
the middle, the last moved by a letter at most. Words are kept by these pieces.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

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
        by_length = defaultdict[int, list[str]](list)
        for word in words:
            by_length[len(word)].append(word)
        self._by_length = {length: _OfLength(length, same) for length, same in by_length.items()}

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
        near = {
            other: None
            for length in range(len(word) - slips, len(word) + slips + 1)
            if length in self._by_length
            for other in self._by_length[length].maybe_near(word, slips)
        }
        found = [
            (other, distance)
            for other, distance, _at in process.extract(
                word, list(near), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        ]
        found.sort(key=lambda each: (each[1], -self._frequency[each[0]], each[0]))
        return found[:limit]


class _OfLength:
    """The words of one length, by their beginnings, middles and ends once somebody asks."""

    def __init__(self, length: int, words: list[str]):
        self.words = words
        self.outer = 3 if length >= 10 else 2 if length >= 5 else 1
        """Letters of a beginning and of an end: with a letter between them that a slip may touch too."""
        self.inner = 3 if length >= 11 else 2
        self.middle = (length - self.inner) // 2
        """Where the middle starts; a slip in the beginning or in the end doesn't reach it from `LONG` on."""
        self._length = length
        self._with: dict[tuple[str, str], list[str]] | None = None

    def maybe_near(self, word: str, slips: int) -> Iterator[str]:
        """All that are at most `slips` from `word`, and some others; some of them twice."""
        if slips == 0:
            yield from [word] if word in self.words else []
        elif slips == 2 and self._length < LONG:
            yield from self.words
        else:
            if self._with is None:
                self._with = self._by_pieces()
            for piece in self._pieces_of(word, slips):
                yield from self._with.get(piece, ())

    def _by_pieces(self) -> dict[tuple[str, str], list[str]]:
        found = defaultdict[tuple[str, str], list[str]](list)
        start, end = self.middle, self.middle + self.inner
        for word in self.words:
            found["beginning", word[: self.outer]].append(word)
            found["end", word[-self.outer :]].append(word)
            found["middle", word[start:end]].append(word)
        return dict(found)

    def _pieces_of(self, word: str, slips: int) -> Iterator[tuple[str, str]]:
        yield "beginning", word[: self.outer]
        yield "end", word[-self.outer :]
        if slips == 2:
            for moved in (-1, 0, 1):
                start = self.middle + moved
                yield "middle", word[start : start + self.inner]

"""
The words an index holds, each with the number of documents it is in: what counts as known when a
question is understood, and how telling a word is.

The worker writes them beside the index; any process reads them.
"""

import json
import math
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from search import analysis, greek, spelling
from search.documents import Document

MADE_OF_WORDS = ("stems", "sounds", "stems_by_sound")
"""What is kept beside the words: making it takes seconds where there are a hundred thousand."""


class Vocabulary:
    """Words in normal form, of documents of all languages."""

    def __init__(self, counts: Mapping[str, int], documents: int = 0, shown: Mapping[str, str] | None = None):
        self.counts, self.documents, self.shown = dict(counts), documents, dict(shown or {})

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Vocabulary":
        counted = Counting()
        for document in documents:
            counted.add(document)
        return counted.vocabulary()

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """Raises OSError, ValueError, TypeError or KeyError when there is none, or a damaged one."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        vocabulary = cls(kept["words"], kept["documents"], kept["shown"])
        # Slow to make, so they are kept with the words.
        vocabulary.__dict__.update({name: dict(kept[name]) for name in MADE_OF_WORDS})
        return vocabulary

    def write(self, path: Path) -> None:
        kept = {
            "documents": self.documents,
            "words": self.counts,
            "shown": self.shown,
            **{name: getattr(self, name) for name in MADE_OF_WORDS},
        }
        half = path.with_suffix(".half")
        half.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        os.replace(half, path)

    def and_of(self, other: "Vocabulary") -> "Vocabulary":
        """These words and those of `other`. Words of documents that went stay until a rebuild."""
        both = Vocabulary(
            _added(self.counts, other.counts),
            self.documents + other.documents,
            {**other.shown, **self.shown},
        )
        both.__dict__.update(
            stems=_added(self.stems, other.stems),
            sounds={**other.sounds, **self.sounds},
            stems_by_sound={**other.stems_by_sound, **self.stems_by_sound},
        )
        return both

    @cached_property
    def stems(self) -> dict[str, int]:
        """Stem → the most documents one of its words is in."""
        found: dict[str, int] = {}
        for word, count in self.counts.items():
            stem = greek.stem(word)
            found[stem] = max(found.get(stem, 0), count)
        return found

    @cached_property
    def sounds(self) -> dict[str, str]:
        """Sound → the commonest word that sounds so."""
        found: dict[str, str] = {}
        for word in sorted(self.counts, key=lambda word: (self.counts[word], word)):
            found[greek.sound(word)] = word
        return found

    @cached_property
    def stems_by_sound(self) -> dict[str, str]:
        """Sound of a stem → the commonest word with this stem."""
        found: dict[str, str] = {}
        for word in sorted(self.counts, key=lambda word: (self.counts[word], word)):
            found[greek.sound(greek.stem(word))] = word
        return found

    @cached_property
    def by_letters(self) -> spelling.Vocabulary:
        return spelling.Vocabulary({word: count for word, count in self.counts.items() if word.isalpha()})

    @cached_property
    def by_sound(self) -> spelling.Vocabulary:
        return spelling.Vocabulary(
            {sound: self.counts.get(word, 1) for sound, word in self.sounds.items() if sound.isalpha()}
        )

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.counts)

    def begins(self, beginning: str) -> bool:
        """Whether a longer word begins so."""
        at = bisect_right(self._ordered, beginning)
        return at < len(self._ordered) and self._ordered[at].startswith(beginning)

    def knows(self, word: str) -> bool:
        """Whether a document has this word, in any inflection."""
        return word in self.counts or greek.stem(word) in self.stems

    def rarity(self, word: str) -> float:
        """How telling a word is: near 0 for one that is in every document, 1 for one in a single one."""
        if not self.documents:
            return 1.0
        number = max(self.stems.get(greek.stem(word), 0), self.counts.get(word, 0), 1)
        return math.log(1 + self.documents / number) / math.log(1 + self.documents)


def _added(many: Mapping[str, int], few: Mapping[str, int]) -> dict[str, int]:
    """Both together; a hundred thousand are copied at once, and only the few looked at one by one."""
    return {**many, **{word: many.get(word, 0) + count for word, count in few.items()}}


EMPTY = Vocabulary({})


class Counting:
    """Words of documents that come one by one."""

    def __init__(self) -> None:
        self.counts, self.shown, self.documents = Counter[str](), dict[str, str](), 0

    def add(self, document: Document) -> None:
        self.add_texts(analysis.texts(document).values())

    def add_texts(self, texts: Iterable[str]) -> None:
        """Texts of one document."""
        written = {word: text[start:end] for text in texts for start, end, word in greek.spans(text)}
        self.counts.update(written.keys())
        for word, form in written.items():
            # Capitals have no accents to learn from.
            if not form.isupper():
                self.shown[word] = form.lower()
        self.documents += 1

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.counts, self.documents, self.shown)

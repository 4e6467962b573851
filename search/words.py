"""
Which words somebody meant by what they typed, given the words that documents and editors use.

A word that is known is never taken for another. One that isn't may be Greeklish, typed with the
keyboard in the other language, spelt as it sounds, or hold slips; where none of that leads to a
known word, it stays as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from search import greek
from search.question import Reading, Word
from search.vocabulary import Vocabulary

LATIN = re.compile("[a-z]")
BEGUN = 0.9
"""A word that is only the beginning of known ones."""
SHORTEST_BEGINNING = 3
GUESS = 0.8
"""A reading with one slip away from a known word; each further slip multiplies again."""
OTHER_SCRIPT = 0.5
"""A word that is known in English and, as Greeklish, in Greek: the less likely of both."""
KEYBOARD_MADE_SENSE = 0.6
"""So great a share of the letters has to make known words on the other keyboard."""
MOST_GUESSES = 3
MOST_WORDS = 50
"""Of a question: more than anybody's 200 letters hold, but a single sign may unfold to a sentence (ﷺ)."""
MOST_PUZZLES = 8
"""So many unknown words are held against all known ones, each in a few spellings; that takes milliseconds."""
SMALL_BY_SOUND = {greek.sound(word): word for word in sorted(greek.STOP_WORDS) if not word.isascii()}


@dataclass(frozen=True)
class Meant:
    """A word of the question, as understood."""

    typed: str
    word: str
    """The likeliest reading. Both in normal form."""
    readings: tuple[Reading, ...]
    is_known: bool = True
    is_guess: bool = False
    """Whether a slip was assumed."""

    @property
    def certainty(self) -> float:
        """1 for a word that is known, 0 for one that isn't, between them for a guess."""
        return 0.0 if not self.is_known else 0.5 if self.is_guess else 1.0

    @property
    def is_telling(self) -> bool:
        return self.word not in greek.STOP_WORDS

    @property
    def is_corrected(self) -> bool:
        return self.typed != self.word and self.is_telling


@lru_cache(maxsize=4)
def reader_of(indexed: Vocabulary, of_editors: Vocabulary) -> "Reader":
    """One reader for the same vocabularies, which remembers what it looked up."""
    return Reader(indexed, of_editors)


class Reader:
    """Knows the words of documents (`indexed`) and those of editors (`of_editors`)."""

    def __init__(self, indexed: Vocabulary, of_editors: Vocabulary):
        self.vocabularies = (indexed, of_editors)
        # Looking among all words takes its time, and a word that nobody knows comes again.
        self._near = lru_cache(maxsize=2_000)(self._near_anew)

    def read(self, text: str) -> list[Meant]:
        """The words of `text`, each understood as well as it can be."""
        typed = self._with_acronyms_joined(tokens(text))
        on_other = tokens(greek.other_keyboard(text))
        if on_other != typed and self._is_better(on_other, typed):
            return [
                replace(found, typed=word)
                for word, found in zip(_padded(typed, on_other), self._read(on_other), strict=True)
            ]
        return self._read(typed)

    def literal(self, text: str) -> list[Meant]:
        """The words of `text` and nothing else."""
        return [_as_typed(word, is_known=self.knows(word)) for word in tokens(text)]

    def knows(self, word: str) -> bool:
        return word in greek.STOP_WORDS or any(each.knows(word) for each in self.vocabularies)

    def shown(self, meant: Iterable[Meant]) -> str:
        """Understood words with their accents, as a reader would write them."""
        return " ".join(self._with_accents(one.word) for one in meant)

    def _read(self, words: list[str]) -> list[Meant]:
        in_latin = [word for word in words if LATIN.search(word)]
        as_greek = {word: self._from_greeklish(word) for word in in_latin}
        weight_of_greek = sum(len(word) for word in in_latin if as_greek[word])
        weight_of_latin = sum(len(word) for word in in_latin if self.knows(word))
        prefers_greek = weight_of_greek > weight_of_latin
        unknown = dict.fromkeys(word for word in words if not self.knows(word) and not as_greek.get(word))
        puzzles = set(list(unknown)[:MOST_PUZZLES])
        return [
            self._latin(word, as_greek[word], prefers_greek, may_guess=word in puzzles)
            if word in as_greek
            else self._greek(word, may_guess=word in puzzles)
            for word in words
        ]

    def _greek(self, word: str, *, may_guess: bool) -> Meant:
        is_known = self.knows(word)
        if self._is_written(word) or not word.isalpha():
            return _as_typed(word, is_known=is_known)
        right = greek.respelled(word)
        if right and right != word and self.knows(right):
            return Meant(word, right, (_reading(right),))
        begun = self._begun(word)
        if is_known:
            known_so = _as_typed(word, is_known=True)
            return replace(known_so, readings=known_so.readings + begun.readings) if begun else known_so
        if known := self._by_sound(word):
            return Meant(word, known, (_reading(known),))
        if begun:
            return begun
        # A word of the dictionary that nobody uses here is what it is, not a slip.
        near = {} if right == word or not may_guess else self._near(word)
        return self._guessed(word, near) or _as_typed(word, is_known=False)

    def _latin(self, word: str, as_greek: list[str], prefers_greek: bool, *, may_guess: bool) -> Meant:
        is_known = self.knows(word)
        if is_known and as_greek:
            first, second = (as_greek[0], word) if prefers_greek else (word, as_greek[0])
            return Meant(word, first, (_reading(first), _reading(second, OTHER_SCRIPT)))
        if as_greek:
            more = (_reading(other, OTHER_SCRIPT) for other in as_greek[1:2])
            return Meant(word, as_greek[0], (_reading(as_greek[0]), *more))
        if is_known or (not word.isalpha() and not greek.greeklish(word)):
            return _as_typed(word, is_known=is_known)
        candidates = greek.greeklish(word)[:MOST_GUESSES]
        for candidate in (word, *candidates):
            if begun := self._begun(candidate):
                return replace(begun, typed=word)
        if not may_guess:
            return _as_typed(word, is_known=False)
        near = {} if prefers_greek else dict(self._near(word))
        for candidate in candidates if prefers_greek else ():
            for other, distance in self._near(candidate).items():
                near[other] = min(distance, near.get(other, distance))
        return self._guessed(word, near) or _as_typed(word, is_known=False)

    def _from_greeklish(self, word: str) -> list[str]:
        """Known Greek words that `word` may be, the likeliest first."""
        found: dict[str, None] = {}
        for candidate in greek.greeklish(word):
            known = candidate if self.knows(candidate) else self._by_sound(candidate)
            if known:
                found.setdefault(known)
        return list(found)

    def _by_sound(self, word: str) -> str:
        """A known word that sounds like this one, or whose stem does; empty for none."""
        sound = greek.sound(word)
        for known in self.vocabularies:
            if sound in known.sounds:
                return known.sounds[sound]
        if sound in SMALL_BY_SOUND:
            return SMALL_BY_SOUND[sound]
        stem = greek.sound(greek.stem(word))
        for known in self.vocabularies:
            if len(stem) > greek.SHORTEST_STEM and stem in known.stems_by_sound:
                return known.stems_by_sound[stem]
        return ""

    def _begun(self, word: str) -> Meant | None:
        """For a word that isn't one but begins some: «ψυχο»."""
        if len(word) < SHORTEST_BEGINNING or not any(each.begins(word) for each in self.vocabularies):
            return None
        return Meant(word, word, (Reading((Word(exact=word, is_begun=True),), BEGUN),))

    def _near_anew(self, word: str) -> dict[str, int]:
        """Known words at most two slips away, with their number; those that sound near count too."""
        found: dict[str, int] = {}
        sound = greek.sound(word)
        for known in self.vocabularies:
            near = [
                *known.by_letters.nearest(word, limit=MOST_GUESSES),
                *(
                    (known.sounds[other], distance)
                    for other, distance in known.by_sound.nearest(sound, limit=MOST_GUESSES)
                ),
            ]
            for other, distance in near:
                found[other] = min(distance, found.get(other, distance))
        return found

    def _guessed(self, word: str, near: dict[str, int]) -> Meant | None:
        if not near:
            return None
        likeliest = sorted(near, key=lambda other: (near[other], -self._number(other), other))[:MOST_GUESSES]
        readings = tuple(_reading(other, GUESS ** near[other]) for other in likeliest)
        return Meant(word, likeliest[0], readings, is_guess=True)

    def _is_written(self, word: str) -> bool:
        """Whether this very word stands somewhere."""
        return word in greek.STOP_WORDS or any(word in each.counts for each in self.vocabularies)

    def _number(self, word: str) -> int:
        return max(each.counts.get(word, 0) for each in self.vocabularies)

    def _is_better(self, on_other: list[str], typed: list[str]) -> bool:
        share = self._share_known(on_other)
        return share >= KEYBOARD_MADE_SENSE and share > self._share_known(typed, by_greeklish=True)

    def _share_known(self, words: list[str], *, by_greeklish: bool = False) -> float:
        """How great a part of the letters makes known words."""
        letters = sum(map(len, words))
        known = sum(
            len(word)
            for word in words
            if self.knows(word) or (by_greeklish and (self._by_sound(word) or self._from_greeklish(word)))
        )
        return known / letters if letters else 0.0

    def _with_acronyms_joined(self, words: list[str]) -> list[str]:
        """`ε ε ε` → `εεε`, if that is known."""
        joined: list[str] = []
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
                end += 1
            run = "".join(words[at:end])
            if end - at > 1 and self.knows(run):
                joined.append(run)
                at = end
            else:
                joined.append(words[at])
                at += 1
        return joined

    def _with_accents(self, word: str) -> str:
        for known in self.vocabularies:
            if word in known.shown:
                return known.shown[word]
        return ACCENTED.get(word, word)


_SMALL = (
    "πού",
    "πώς",
    "τι",
    "για",
    "με",
    "στο",
    "στη",
    "στην",
    "στον",
    "να",
    "δεν",
    "μου",
    "το",
    "τη",
    "και",
)
ACCENTED = {greek.normal_form(word): word for word in _SMALL}
"""Small words that only questions hold."""


def tokens(text: str) -> list[str]:
    """The words of a question in normal form, of a bearable number."""
    return greek.tokens(text)[:MOST_WORDS]


def _reading(word: str, weight: float = 1.0) -> Reading:
    return Reading((spelt(word),), weight)


def spelt(word: str) -> Word:
    """A word in normal form, to be met as it is or in another inflection."""
    return Word(exact=word, stem=greek.stem(word))


def _as_typed(word: str, *, is_known: bool) -> Meant:
    return Meant(word, word, (_reading(word),), is_known)


def _padded(words: list[str], like: list[str]) -> list[str]:
    """What was typed, beside what it is on the other keyboard; a dead key may divide a word there."""
    return words if len(words) == len(like) else [""] * len(like)

"""
From what somebody typed to what an engine is asked.

    typed                     understood               because
    ------------------------  -----------------------  -----------------------------------------
    voitheia sto spiti        βοηθεια στο σπιτι        Greeklish of words that documents have
    bohueia                   βοηθεια                  the keyboard was set to English
    βοειθια                   βοηθεια                  it sounds the same
    βοήθια σοτ σπίτι          βοηθεια στο σπιτι        slips
    ΚΕΑ                       κεα, or what it means    an editor's synonym
    μου έκοψαν το ρεύμα       + need:revma-energeia    an editor's phrase for a need

A word that documents or editors know is never taken for another one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from search import analysis, greek
from search.lexicon import Lexicon
from search.question import Part, Question, Reading, Word
from search.vocabulary import Vocabulary
from search.words import Meant, reader_of, spelt, tokens

COMMON = 0.6
"""The weight of a word that stands in every document."""
SYNONYM = 0.9
"""A synonym counts a little less than what was typed."""
MOST_TELLING, MOST_SMALL = 11, 3
"""So many parts of a long question go to an engine: the most telling ones, and the first small ones."""
LONGEST_CRISIS_PHRASE = 6
MOST_GUESSES = 4
"""Of what a begun word in Latin letters may be in Greek."""
BEGUN_FIELDS = ("title", "names")


@dataclass(frozen=True)
class Understanding:
    """A question, and what to tell about how it was understood."""

    question: Question
    words: tuple[str, ...]
    """In normal form, in the order typed, corrected."""
    corrected: str
    """As a reader would write it; empty where it is what was typed."""
    is_crisis: bool
    telling: frozenset[str]
    """The stems of its telling words: what a pinned result is known by."""
    terms: dict[str, float]
    """Term → how far one of its phrases is met by these words, from 0 to 1."""
    certainty: float
    """How much of its telling words is known, from 0 to 1."""

    @cached_property
    def marked(self) -> frozenset[str]:
        """The stems of all words searched for, guesses and synonyms too: they are marked in results."""
        return frozenset(
            word.stem
            for part in self.question.parts
            if part.is_telling
            for reading in part.readings
            for word in reading.words
        )


def understand(
    text: str, *, language: str, vocabulary: Vocabulary, lexicon: Lexicon, literal: bool = False
) -> Understanding:
    """What `text` asks for. `literal`: no word is taken for another one."""
    reader = reader_of(vocabulary, lexicon.vocabulary)
    meant = reader.literal(text) if literal else reader.read(text)
    words = tuple(one.word for one in meant)
    stemmed = analysis.stems(words)
    telling = analysis.telling_stems(words)
    parts = _parts(meant, stemmed, lexicon, vocabulary)
    question = Question(
        language=language,
        parts=parts,
        required=_required(parts),
        phone=analysis.phone_in(text),
        weights=lexicon.weights,
    )
    corrected = reader.shown(meant) if any(one.is_corrected for one in meant) else ""
    return Understanding(
        question,
        words,
        corrected,
        tells_of_danger(stemmed, lexicon.danger),
        telling,
        lexicon.phrase_book.terms(telling),
        _certainty(meant, question.phone),
    )


def beginning(text: str, *, language: str, vocabulary: Vocabulary, lexicon: Lexicon) -> Question:
    """
    What `text` may become when typed to its end: all its words, in titles and names, the last one
    only begun. Empty for less than two letters.
    """
    words = tokens(text)
    if sum(map(len, words)) < 2:
        return Question(language)
    *whole, last = words
    read = reader_of(vocabulary, lexicon.vocabulary).read(" ".join(whole)) if whole else []
    parts = [Part(one.readings) for one in read]
    begun = {Word(exact=last, is_begun=True): None}
    begun |= {
        Word(sound=greek.sound(other), is_begun=True): None for other in greek.greeklish(last)[:MOST_GUESSES]
    }
    if not begun.keys() - {Word(exact=last, is_begun=True)}:
        begun[Word(sound=greek.sound(last), is_begun=True)] = None
    if on_other := greek.tokens(greek.other_keyboard(text.split()[-1])):
        begun[Word(exact=on_other[-1], is_begun=True)] = None
    parts.append(Part(tuple(Reading((word,)) for word in begun)))
    weights = {field: lexicon.weights[field] for field in BEGUN_FIELDS}
    return Question(language, tuple(parts), required=len(parts), weights=weights)


def is_crisis(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` tells of danger, as far as it can be told without an index."""
    return tells_of_danger(analysis.stems(tokens(text)), lexicon.danger)


def tells_of_danger(stemmed: Sequence[str], danger: Collection[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands in the question, its words in a row."""
    return any(
        tuple(stemmed[at : at + length]) in danger
        for length in range(1, LONGEST_CRISIS_PHRASE + 1)
        for at in range(len(stemmed) - length + 1)
    )


def _parts(
    meant: Sequence[Meant], stemmed: Sequence[str], lexicon: Lexicon, vocabulary: Vocabulary
) -> tuple[Part, ...]:
    """One for each word, with its synonyms, and one for each expression of several words that has some."""
    are_all_small = not any(one.is_telling for one in meant)
    parts: dict[Part, None] = {}
    for at, one in enumerate(meant):
        synonyms = _synonyms(stemmed[at : at + 1], lexicon)
        weight = COMMON + (1 - COMMON) * vocabulary.rarity(one.word)
        is_telling = one.is_telling or are_all_small
        readings = one.readings if is_telling else _as_written(one.readings)
        parts[Part((*readings, *synonyms), weight, is_telling)] = None
        for length in range(2, lexicon.longest_synonym + 1):
            if at + length <= len(stemmed) and (synonyms := _synonyms(stemmed[at : at + length], lexicon)):
                parts[Part(synonyms)] = None
    by_weight = sorted((part for part in parts if part.is_telling), key=lambda part: -part.weight)
    small = [part for part in parts if not part.is_telling]
    sent = {*by_weight[:MOST_TELLING], *small[:MOST_SMALL]}
    return tuple(part for part in parts if part in sent)


def _as_written(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Small words aren't inflected, and each of their shapes is one more list of most documents to read."""
    return tuple(
        replace(reading, words=tuple(replace(word, stem="", sound="") for word in reading.words))
        for reading in readings
    )


def _synonyms(stemmed: Sequence[str], lexicon: Lexicon) -> tuple[Reading, ...]:
    return tuple(
        Reading(tuple(map(spelt, words)), SYNONYM) for words in lexicon.meant.get(tuple(stemmed), ())
    )


def _certainty(meant: Sequence[Meant], phone: str) -> float:
    telling = [one.certainty for one in meant if one.is_telling] or [one.certainty for one in meant]
    return 1.0 if phone or not telling else sum(telling) / len(telling)


def _required(parts: Sequence[Part]) -> int:
    """Of three words one is enough, for few people use the words of the office; of many more must be met."""
    telling = sum(part.is_telling for part in parts)
    return 1 if telling <= 5 else 2

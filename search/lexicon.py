"""
What editors give to search: synonyms, crisis words, pinned results, weights, and the phrases that
people use for what they need. Read from the database and kept in memory until somebody changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps

from search import analysis, greek
from search.phrases import PhraseBook
from search.question import WEIGHTS
from search.vocabulary import Counting, Vocabulary


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


@dataclass(frozen=True)
class Pin:
    """A result that editors want on top for a question."""

    query: str
    key: str
    """`<app>.<model>:<pk>`, as in the index."""


@dataclass(frozen=True)
class Lexicon:
    """All of it at one moment. Made anew with `dataclasses.replace` it tries a change before it is saved."""

    synonyms: tuple = ()
    """`search.models.Synonym`, saved or not."""
    phrases: tuple[Phrase, ...] = ()
    crisis: tuple[str, ...] = ()
    pinned: tuple[Pin, ...] = ()
    """In the order in which they are shown."""
    weights: dict[str, float] = field(default_factory=WEIGHTS.copy, hash=False)
    """Field → how much a word in it counts."""
    meaning: float = 1.0
    """How much meaning counts beside words; 0 for not at all."""

    @cached_property
    def meant(self) -> dict[tuple[str, ...], list[list[str]]]:
        """Stems of what people write → the words of each thing they may mean by it."""
        found: dict[tuple[str, ...], list[list[str]]] = {}
        for synonym in self.synonyms:
            ways = [(synonym.written, synonym.meant)]
            if synonym.both_ways:
                ways.append((synonym.meant, synonym.written))
            for written, meant in ways:
                for one in expressions(written):
                    for other in expressions(meant):
                        if one != other:
                            found.setdefault(analysis.stems(one), []).append(other)
        return found

    @cached_property
    def longest_synonym(self) -> int:
        """Of how many words at most a synonym is that people write."""
        return max(map(len, self.meant), default=0)

    @cached_property
    def danger(self) -> set[tuple[str, ...]]:
        """The stems of each crisis phrase."""
        return {analysis.stems(words) for text in self.crisis if (words := greek.tokens(text))}

    @cached_property
    def pins(self) -> dict[frozenset[str], list[str]]:
        """Stems of a question's telling words → the keys that come first for it."""
        found: dict[frozenset[str], list[str]] = {}
        for pin in self.pinned:
            found.setdefault(analysis.telling_stems(greek.tokens(pin.query)), []).append(pin.key)
        return found

    @cached_property
    def phrase_book(self) -> PhraseBook:
        return PhraseBook((phrase.term, phrase.text) for phrase in self.phrases)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of synonyms, phrases and crisis words: what people may type though no document has it."""
        counting = Counting()
        counting.add_texts(synonym.written for synonym in self.synonyms)
        counting.add_texts(synonym.meant for synonym in self.synonyms)
        counting.add_texts(phrase.text for phrase in self.phrases)
        counting.add_texts(self.crisis)
        counting.documents = 0
        return counting.vocabulary()


def expressions(text: str) -> list[list[str]]:
    """`ΚΕΑ, κοινωνικό εισόδημα` → the words of each, in normal form."""
    return [words for part in text.split(",") if (words := greek.tokens(part))]


def lines(text: str) -> list[str]:
    """The phrases of a text field that holds one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


_kept: tuple[int, Lexicon] = (-1, Lexicon())


def current() -> Lexicon:
    """What is saved now; one query unless somebody changed something."""
    from search.models import LexiconState

    global _kept
    version = LexiconState.current()
    if _kept[0] != version:
        _kept = version, _read()
    return _kept[1]


def _read() -> Lexicon:
    from search.models import CrisisPhrase, PinnedResult, SearchWeights, Synonym

    # Not `load`, which would write a row because somebody searched.
    weights = SearchWeights.objects.first() or SearchWeights()
    return Lexicon(
        synonyms=tuple(Synonym.objects.all()),
        phrases=tuple(
            phrase
            for model in apps.get_models()
            if hasattr(model, "search_phrases") and not model._meta.proxy
            for phrase in model.search_phrases()
        ),
        crisis=tuple(CrisisPhrase.objects.values_list("text", flat=True)),
        pinned=tuple(_pins(PinnedResult.objects.select_related("page__content_type"))),
        weights={name: getattr(weights, name) for name in WEIGHTS},
        meaning=weights.meaning,
    )


def _pins(rows) -> Iterable[Pin]:
    for row in rows:
        model = row.page.specific_class
        if model is not None:
            yield Pin(row.query, f"{model._meta.label_lower}:{row.page_id}")

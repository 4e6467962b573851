"""A question asked twice: of search as it is, and as it would be with a change that nobody has saved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model

from search import lexicon, query, sources
from search.models import CrisisPhrase, PinnedResult, SearchWeights, Synonym
from search.query import Hit, Results

SHOWN = 10


@dataclass(frozen=True)
class Row:
    """One result in the list with the change."""

    hit: Hit
    rank: int
    was: int | None
    """Its place now; None when it isn't among the first ones now."""

    @property
    def move(self) -> str:
        """`new`, `up`, `down` or `same`."""
        if self.was is None:
            return "new"
        return "same" if self.was == self.rank else "up" if self.rank < self.was else "down"


@dataclass(frozen=True)
class Comparison:
    """What somebody who asks `question` sees now, and what they would see."""

    question: str
    before: Results
    after: Results

    @property
    def rows(self) -> list[Row]:
        places = {hit.key: place for place, hit in enumerate(self.before.hits, start=1)}
        return [Row(hit, place, places.get(hit.key)) for place, hit in enumerate(self.after.hits, start=1)]

    @property
    def gone(self) -> set[str]:
        """Keys that the change drives off the list."""
        return {hit.key for hit in self.before.hits} - {hit.key for hit in self.after.hits}

    @property
    def changes_nothing(self) -> bool:
        """Whether both lists are the same, and the helplines too."""
        same_list = [hit.key for hit in self.before.hits] == [hit.key for hit in self.after.hits]
        return (
            same_list
            and self.before.total == self.after.total
            and self.before.is_crisis == self.after.is_crisis
        )


def compare(question: str, *, language: str, changed: Model) -> Comparison:
    """Ask `question` without and with `changed`, an entry as somebody has typed it, saved or not."""
    now = lexicon.current()
    then = with_change(now, changed)
    before, after = (query.find(question, language=language, limit=SHOWN, given=each) for each in (now, then))
    return Comparison(query.cleaned(question), before, after)


def with_change(now: "lexicon.Lexicon", changed: Model) -> "lexicon.Lexicon":
    """The lexicon as it would be were `changed` saved."""
    change = _term if hasattr(changed, "search_term") else CHANGES[type(changed)]
    return replace(now, **change(now, changed))


def _synonym(now, entry: Synonym) -> dict:
    return {"synonyms": (*_others(entry), entry)}


def _crisis(now, entry: CrisisPhrase) -> dict:
    return {"crisis": tuple(each.text for each in (*_others(entry), entry))}


def _pinned(now, entry: PinnedResult) -> dict:
    def place(each: PinnedResult) -> tuple:
        return each.query, each.sort_order, each.pk is None, each.pk

    rows = sorted([*_others(entry), entry], key=place)
    return {"pinned": tuple(lexicon.Pin(row.query, sources.key_of(row.page)) for row in rows)}


def _weights(now, entry: SearchWeights) -> dict:
    return {"weights": {name: getattr(entry, name) for name in now.weights}, "meaning": entry.meaning}


def _term(now, entry: Model) -> dict:
    """Of any taxonomy: in place of the phrases that it has now, those that were typed."""
    saved = type(entry)._default_manager.filter(pk=entry.pk).first()
    old = set(_phrases(saved)) if saved else set()
    kept = [phrase for phrase in now.phrases if phrase not in old]
    return {"phrases": tuple(dict.fromkeys([*kept, *_phrases(entry)]))}


def _phrases(term) -> list["lexicon.Phrase"]:
    return [lexicon.Phrase(term.search_term, text) for text in term.ways_to_say_it()]


def _others(entry: Model) -> list:
    """All entries of its kind but itself as it is saved."""
    return list(type(entry)._default_manager.exclude(pk=entry.pk))


CHANGES: dict[type[Model], Callable[["lexicon.Lexicon", Any], dict]] = {
    Synonym: _synonym,
    CrisisPhrase: _crisis,
    PinnedResult: _pinned,
    SearchWeights: _weights,
}
"""Model → what of the lexicon an entry of it changes."""

"""Ask the index. `find` is what other apps call."""

import logging
import unicodedata
from collections.abc import Collection

from search import greek, lexicon
from search.engines import engine
from search.engines.base import Found, Unavailable
from search.gist import gist
from search.lexicon import Lexicon
from search.matches import CHECKED, Matches, is_wanted, matches, one_an_address
from search.nearness import Nearness, near
from search.ranking import best_first, ranked, with_terms
from search.results import Hit, Results, Suggestion
from search.understanding import Understanding, beginning, is_crisis, understand

logger = logging.getLogger(__name__)

LONGEST_QUERY = 200
MOST_RELATED = 5
NEAREST = 30
"""Of so many documents nearest in meaning some may be related."""
LEAST_CERTAINTY = 0.2
"""With less of its words known, a question is given up where meaning can't be asked."""
RELATED_FROM = 0.84
"""The cosine from which on something is shown as related; below it anything is near anything."""


def find(
    text: str,
    *,
    language: str,
    types: Collection[str] = (),
    units: Collection[str] = (),
    limit: int = 10,
    offset: int = 0,
    literal: bool = False,
    given: Lexicon | None = None,
    counted: bool = True,
) -> Results:
    """
    What the public may see of what matches `text`, best first; only of `types` and `units`, if any
    are given. `literal`: no word is taken for another one. `given`: try this lexicon, not the saved
    one. `counted`: tell also how many there are of each kind and office.

    Never raises, whatever `text` is.
    """
    text = cleaned(text)
    words = given or lexicon.current()
    limit, offset = max(limit, 0), max(offset, 0)
    in_use = engine()
    try:
        vocabulary = in_use.vocabulary()
        asked = understand(text, language=language, vocabulary=vocabulary, lexicon=words, literal=literal)
        if not asked.question:
            return Results(0, [], "", in_use.name, is_crisis=asked.is_crisis)
        nearby = Nearness()
        if words.meaning:
            nearby = near(gist(asked.corrected or text, vocabulary), language=language)
        if asked.telling not in words.pins and _is_nonsense(asked, nearby):
            return Results(0, [], " ".join(asked.words), in_use.name, is_crisis=asked.is_crisis)
        question = with_terms(asked, nearby)
        near_keys = [key for key, score in nearby.documents.items() if score >= RELATED_FROM][:NEAREST]
        also = {*near_keys, *words.pins.get(asked.telling, ())}
        met = matches(
            in_use,
            question,
            types=types,
            units=units,
            limit=offset + limit,
            also=also,
            counted=counted,
        )
    except Unavailable as error:
        logger.warning("Search has no index to ask: %s", error)
        return Results(0, [], "", engine="none", is_crisis=is_crisis(text, words))
    order = ranked(met.shown, asked, nearby, meaning=words.meaning)
    pinned = [one for one in _pinned(asked, words, met) if is_wanted(one, types, units)]
    related = [one for one in _related(near_keys, nearby, met) if is_wanted(one, types, units)]
    on_top = {one.key for one in pinned}
    order = [*pinned, *(one for one in order if one.key not in on_top)]
    added = len(on_top - {one.key for one in met.shown})
    return Results(
        total=met.total + added,
        hits=[_hit(one, asked, is_pinned=one.key in on_top) for one in order[offset : offset + limit]],
        understood_as=" ".join(asked.words),
        engine=met.answer.engine,
        counts=met.counts,
        units=met.units,
        related=[_hit(one, asked) for one in related if one.key not in on_top],
        corrected=asked.corrected,
        is_crisis=asked.is_crisis,
        is_fallback=met.answer.is_fallback,
    )


def suggest(text: str, *, language: str, limit: int = 8) -> list[Suggestion]:
    """
    Titles that hold all words of `text`, the last of them only begun; first those that begin so.

    Short beginnings give nothing.
    """
    text, in_use = cleaned(text), engine()
    try:
        question = beginning(
            text, language=language, vocabulary=in_use.vocabulary(), lexicon=lexicon.current()
        )
        if not question:
            return []
        met = matches(in_use, question, types=(), units=(), limit=CHECKED, counted=False)
    except Unavailable as error:
        logger.warning("Search has no index to ask: %s", error)
        return []
    typed = _words(text)
    found = sorted(met.shown, key=lambda one: (not _words(one.title).startswith(typed), *best_first(one)))
    unique = {(one.title, one.url): Suggestion(one.title, one.type, one.url) for one in found}
    return list(unique.values())[: max(limit, 0)]


def cleaned(text: str) -> str:
    """As typed, but of bearable length, on one line and without signs nobody sees."""
    signs = (
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in text[: LONGEST_QUERY * 2]
    )
    visible = "".join(sign for sign in signs if unicodedata.category(sign) not in {"Cf", "Cs"})
    return " ".join(visible.split())[:LONGEST_QUERY].strip()


def _words(text: str) -> str:
    """The words of `text` in normal form, on one line."""
    return " ".join(greek.tokens(text))


def _is_nonsense(asked: Understanding, nearby: Nearness) -> bool:
    """Whether hardly a word is known and, as far as meaning is asked, nothing is near either."""
    if nearby:
        return nearby.is_nonsense(asked.certainty)
    return asked.certainty <= LEAST_CERTAINTY


def _pinned(asked: Understanding, words: Lexicon, met: Matches) -> list[Found]:
    """What editors want on top for this question, in its language."""
    found = (met.beside.get(key) for key in words.pins.get(asked.telling, ()))
    return [one._replace(score=1.0) for one in found if one and one.language == asked.question.language]


def _related(keys: Collection[str], nearby: Nearness, met: Matches) -> list[Found]:
    """Of what is near in meaning, `keys`, that without a word of the question in it; nearest first."""
    answers = {one.key for one in met.answer.found} | {one.key for one in met.shown}
    addresses = {one.url for one in met.shown}
    others = (met.beside[key] for key in keys if key in met.beside and key not in answers)
    nearest = [one._replace(score=nearby.documents[one.key]) for one in others if one.url not in addresses]
    return one_an_address(nearest)[:MOST_RELATED]


def _hit(found: Found, asked: Understanding, *, is_pinned: bool = False) -> Hit:
    shown = found._asdict()
    shown.pop("language")
    return Hit(**shown, is_pinned=is_pinned, marked=asked.marked)

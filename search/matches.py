"""
What an engine finds, held against what the public may see, and counted for the facets.

What the index remembers is never believed alone: a page that went private a second ago is gone at
once, before the worker gets to it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from search import sources
from search.engines.base import Answer, Engine, Found
from search.question import Question

CHECKED = 100
"""So many of the best are held against the database, which makes their counts exact."""
DEEPEST = 10_000
"""No list goes further than this."""


@dataclass(frozen=True)
class Matches:
    """All that was found, and how many there are of each kind."""

    shown: list[Found]
    """Of the types and units asked for; best first."""
    total: int
    counts: dict[str, int]
    """By type, of the units asked for: what each type would give if it were chosen. If asked for."""
    units: dict[str, int]
    """By office, of the types asked for. If asked for."""
    answer: Answer
    beside: dict[str, Found]
    """What else was wanted by its key, as far as it is public."""


def matches(
    engine: Engine,
    question: Question,
    *,
    types: Collection[str],
    units: Collection[str],
    limit: int,
    also: Collection[str] = (),
    counted: bool = True,
) -> Matches:
    """
    What `question` finds; `also` are keys to be had beside, found or not; `counted` tells how many
    there are of each kind, which takes the engine a second pass. Raises Unavailable.
    """
    limit = min(max(limit, CHECKED), DEEPEST)
    narrowed = replace(question, types=tuple(types), units=tuple(units))
    everything = engine.search(question if counted else narrowed, limit=limit, counted=counted)
    found = everything.found
    is_whole = everything.total <= len(found)
    if counted and (types or units) and not is_whole:
        # The best of these may come after all that was looked at.
        found = engine.search(narrowed, limit=limit, counted=False).found
    beside = {one.key: one for one in engine.remembered(also)} if also else {}
    # One look at the database for all of them.
    seen = sources.still_public({one.key for one in found} | beside.keys())
    beside = {key: one for key, one in beside.items() if key in seen}
    public = one_an_address(one for one in found if one.key in seen)
    shown = [one for one in public if is_wanted(one, types, units)]
    if not (counted or is_whole):
        return Matches(shown, everything.total - len(found) + len(public), {}, {}, everything, beside)
    if is_whole:
        counts = Counter(one.type for one in public if _is_of(one.unit, units))
        by_unit = Counter(one.unit for one in public if one.unit and _is_of(one.type, types))
        return Matches(shown, len(shown), dict(counts), dict(by_unit), everything, beside)
    gone_types = _gone(found, public, lambda one: one.type)
    gone_units = _gone(found, public, lambda one: one.unit)
    of_units = engine.search(replace(question, units=tuple(units)), limit=0) if units else everything
    of_types = engine.search(replace(question, types=tuple(types)), limit=0) if types else everything
    counts = Counter(of_units.counts) - gone_types
    by_unit = Counter(of_types.units) - gone_units
    total = sum(number for kind, number in counts.items() if _is_of(kind, types))
    return Matches(shown, total, dict(counts), dict(by_unit), everything, beside)


def one_an_address(found: Iterable[Found]) -> list[Found]:
    """
    Of several with the same address, of `found` with the best first, the one that isn't a mere page,
    in the place of the best: an office with a page of its own is found as an office.
    """
    shown: dict[str, Found] = {}
    for one in found:
        other = shown.setdefault(one.url or one.key, one)
        if other.type == "page" != one.type:
            shown[one.url] = one._replace(score=other.score)
    return list(shown.values())


def is_wanted(found: Found, types: Collection[str], units: Collection[str]) -> bool:
    """Whether it is of one of `types` and of one of `units`; none of them stands for all."""
    return _is_of(found.type, types) and _is_of(found.unit, units)


def _is_of(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _gone(found: list[Found], shown: list[Found], by: Callable[[Found], str]) -> Counter[str]:
    return Counter(map(by, found)) - Counter(map(by, shown))

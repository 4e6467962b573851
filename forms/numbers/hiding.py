"""
Small counts, hidden so that nobody can work them out.

The rule, for all that leaves the office and for staff who only see numbers:

1. A count from 1 to 4 is shown as «<5». Zero is shown: there is nobody behind it.
2. What a small total is made of is not broken down at all.
3. Counts add up: months to a year, forms to a unit, units to the whole. Where the counts shown, and what
   everybody knows of those hidden, would narrow a small count down, more of them are kept back («–»): first
   the smallest of those that stand beside it, then their total. This goes on until every small count may
   still be any number from 1 to 4; or, where all is hidden already, until it can't be told from others.

Whoever reads is assumed to know this rule: that «<5» is 1 to 4, and what is kept back is 5 or more.

The sums must make no circle (two tables that share more than a total): then what `known` infers is all
that can be inferred.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

SMALL_FROM, SMALL_TO = 1, 4
MUCH = 10**9


class Mark(Enum):
    """Why a count isn't shown."""

    SMALL = "small"
    KEPT_BACK = "kept_back"
    NOT_BROKEN_DOWN = "not_broken_down"


Name = Hashable
Interval = tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """`total` is what `parts` add up to."""

    total: Name
    parts: tuple[Name, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        return (self.total, *self.parts)


def hide(
    counts: Mapping[Name, int], sums: Iterable[Sum], known_anyway: Iterable[Name] = ()
) -> dict[Name, Mark]:
    """
    Which counts not to show, and why.

    `known_anyway` are never kept back to protect others, for they stand elsewhere too. A name that is in a
    sum but not in `counts` is shown nowhere: it only ties sums together.
    """
    sums = [each for each in sums if each.parts]
    marks = {name: Mark.SMALL for name, count in counts.items() if is_small(count)}
    _leave_out_what_small_ones_are_made_of(marks, sums)
    fixed = set(known_anyway)
    while narrowed := _narrowed(counts, marks, sums):
        choice = _next_to_keep_back(narrowed, counts, marks, sums, fixed)
        if choice is None:
            break
        marks[choice] = Mark.KEPT_BACK
    return marks


def is_small(count: int) -> bool:
    return SMALL_FROM <= count <= SMALL_TO


def known(
    counts: Mapping[Name, int], marks: Mapping[Name, Mark], sums: Iterable[Sum]
) -> dict[Name, Interval]:
    """Between which numbers each count must lie, for who sees what is shown and knows the rule."""
    sums = list(sums)
    spans = {name: _span(name, counts, marks) for each in sums for name in each.names}
    spans |= {name: _span(name, counts, marks) for name in counts}
    moved = True
    while moved:
        moved = False
        for each in sums:
            for name, span in _inferred(each, spans).items():
                if span != spans[name]:
                    spans[name], moved = span, True
    return spans


def _span(name: Name, counts: Mapping[Name, int], marks: Mapping[Name, Mark]) -> Interval:
    match marks.get(name):
        case Mark.SMALL:
            return SMALL_FROM, SMALL_TO
        case Mark.KEPT_BACK:
            return SMALL_TO + 1, MUCH
        case Mark.NOT_BROKEN_DOWN:
            return 0, MUCH
    return (counts[name], counts[name]) if name in counts else (0, MUCH)


def _inferred(each: Sum, spans: Mapping[Name, Interval]) -> dict[Name, Interval]:
    """The spans that one sum allows."""
    low, high = spans[each.total]
    least, most = sum(spans[part][0] for part in each.parts), sum(spans[part][1] for part in each.parts)
    found = {each.total: (max(low, least), min(high, most))}
    for part in each.parts:
        part_low, part_high = spans[part]
        others_least, others_most = least - part_low, most - part_high
        found[part] = (max(part_low, low - others_most), min(part_high, high - others_least))
    return found


def _narrowed(counts, marks, sums) -> list[Name]:
    """Small counts of which more is known than that they are small."""
    spans = known(counts, marks, sums)
    small = [name for name, mark in marks.items() if mark is Mark.SMALL]
    return [name for name in small if spans[name] != (SMALL_FROM, SMALL_TO)]


def _next_to_keep_back(narrowed, counts, marks, sums, fixed) -> Name | None:
    """The smallest that stands beside the first of `narrowed`, a total last; None when all are hidden."""
    reached, seen = set(narrowed[:1]), set()
    while reached - seen:
        seen |= reached
        touching = [each for each in sums if reached & set(each.names)]
        totals = {each.total for each in touching}
        shown = {
            name
            for each in touching
            for name in each.names
            if name in counts and counts[name] and name not in marks and name not in fixed
        }
        if shown:
            return min(shown, key=lambda name: (name in totals, counts[name], str(name)))
        reached |= {name for each in touching for name in each.names if name in marks or name not in counts}
    return None


def _leave_out_what_small_ones_are_made_of(marks, sums) -> None:
    small = list(marks)
    while small:
        name = small.pop()
        for each in sums:
            if each.total == name:
                marks.update(dict.fromkeys(each.parts, Mark.NOT_BROKEN_DOWN))
                small += each.parts

"""
The counts of a period under names, and which of them add up: what `hiding` needs to know.

Names are tuples: ("received",), ("received", "unit", 1), ("received", "form", 1, form)… A form stands
below the unit that got its applications. Nothing that is shown is missing here, or it might give away
what the rest hides.
"""

from dataclasses import dataclass

from forms.enums import State
from forms.numbers.counting import Counts, Figures
from forms.numbers.hiding import Mark, Name, Sum, hide

RECEIVED, ENDED, SESSIONS = ("received",), ("ended",), ("sessions",)
WAITING, BEFORE, THROUGH = ("waiting",), ("before",), ("through",)
DECIDED = ("decided",)

BINS = (24, 72, 168, 336, 720, 1440, 2160)
"""Hours that divide times to a decision: one day, three, a week, two, a month, two, three; and longer."""


@dataclass
class Ledger:
    """`marks` are empty for who sees exact numbers."""

    counts: dict[Name, int]
    sums: list[Sum]
    marks: dict[Name, Mark]


def of(figures: Figures, *, is_exact: bool) -> Ledger:
    ledger = Ledger({}, [], {})
    for start, counts in ((RECEIVED, figures.received), (SESSIONS, figures.sessions)):
        _add(ledger, start, counts.total)
        _by_unit_and_form(ledger, start, counts)
        _by_month(ledger, start, counts, figures)
    _by(ledger, RECEIVED, figures.received, "channel")
    _ended(ledger, figures)
    ledger.counts |= {WAITING: figures.waiting.total, BEFORE: figures.waiting_before}
    ledger.sums += [Sum(THROUGH, (BEFORE, RECEIVED)), Sum(THROUGH, (ENDED, WAITING))]
    if not is_exact:
        ledger.marks = hide(ledger.counts, ledger.sums, known_anyway=[BEFORE, WAITING])
    return ledger


def bins(decisions: Counts) -> list[int]:
    """How many decisions took how long, by BINS."""
    counts = [0] * (len(BINS) + 1)
    for hours, count in decisions.by("hours").items():
        counts[sum(hours >= edge for edge in BINS)] += count
    return counts


def _ended(ledger: Ledger, figures: Figures) -> None:
    """Withdrawn by the applicant, or decided by staff: so or so, after so long, closed for this or that."""
    ended, by_state = figures.ended, figures.ended.by("state")
    _add(ledger, ENDED, ended.total)
    _by_month(ledger, ENDED, ended, figures)
    withdrawn = _add(ledger, (*ENDED, "state", State.WITHDRAWN.value), by_state[State.WITHDRAWN])
    _add(ledger, DECIDED, ended.total - by_state[State.WITHDRAWN])
    ledger.sums.append(Sum(ENDED, (DECIDED, withdrawn)))
    outcomes = [
        _add(ledger, (*ENDED, "state", state.value), by_state[state])
        for state in (State.POSITIVE, State.NEGATIVE, State.CLOSED)
    ]
    ledger.sums.append(Sum(DECIDED, tuple(outcomes)))
    lengths = [_add(ledger, (*DECIDED, "bin", i), count) for i, count in enumerate(bins(figures.decisions))]
    ledger.sums.append(Sum(DECIDED, tuple(lengths)))
    closed = figures.ended.only(state=State.CLOSED.value).by("closing_reason")
    reasons = [_add(ledger, (*ENDED, "reason", reason), count) for reason, count in closed.items()]
    ledger.sums.append(Sum((*ENDED, "state", State.CLOSED.value), tuple(reasons)))


def _by_unit_and_form(ledger: Ledger, start: tuple, counts: Counts) -> None:
    units = []
    pairs = counts.by("unit", "form")
    for unit, total in counts.by("unit").items():
        units.append(_add(ledger, (*start, "unit", unit), total))
        forms = [
            _add(ledger, (*start, "form", unit, form), count)
            for (of_unit, form), count in pairs.items()
            if of_unit == unit
        ]
        ledger.sums.append(Sum(units[-1], tuple(forms)))
    ledger.sums.append(Sum(start, tuple(units)))


def _by_month(ledger: Ledger, start: tuple, counts: Counts, figures: Figures) -> None:
    """Months without any too: a small total isn't broken down into the months where it can't have been."""
    there = counts.by("month")
    months = [_add(ledger, (*start, "month", month), there[month]) for month in figures.period.months]
    ledger.sums.append(Sum(start, tuple(months)))


def _by(ledger: Ledger, start: tuple, counts: Counts, name: str) -> None:
    parts = [_add(ledger, (*start, name, value), count) for value, count in counts.by(name).items()]
    ledger.sums.append(Sum(start, tuple(parts)))


def _add(ledger: Ledger, name: tuple, count: int) -> tuple:
    ledger.counts[name] = count
    return name

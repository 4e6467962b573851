"""
The figures that everybody may read, if an administrator wants it: whole calendar years that are over.

Of the year that still runs there is one round number. A page that showed more of it would tell, to whoever
kept yesterday's, what came in since; and hiding small counts can't help against that.
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import get_language

from forms.numbers import counting, periods, tables
from forms.numbers.shapes import Overview

EVERYBODYS = Q()
KEPT_SECONDS = 24 * 60 * 60
ROUNDED_TO = 10


@dataclass(frozen=True)
class Published:
    """`years` are those that are over, the latest first; `overview` is of one of them."""

    years: list[int]
    overview: Overview | None
    this_year: int
    about: int
    """Applications of this year so far, rounded down to tens."""


def published(year: int | None, today: date) -> Published | None:
    """What the page shows of `year`, or of the last one that is over; None where that isn't published."""
    years = [each for each in _once_a_day("years", today, _years) if each < today.year]
    if year is not None and year not in years:
        return None
    chosen = year or next(iter(years), None)
    overview = chosen and _once_a_day(f"{chosen}:{get_language()}", today, lambda day: _of_year(chosen, day))
    about = _once_a_day("about", today, _received_so_far) // ROUNDED_TO * ROUNDED_TO
    return Published(years, overview, today.year, about)


def _years(today: date) -> list[int]:
    return counting.years_with_figures(EVERYBODYS, today)


def _of_year(year: int, today: date) -> Overview:
    figures = counting.count(EVERYBODYS, periods.year(year), today)
    return tables.overview(figures, tables.names(EVERYBODYS), today, is_exact=False)


def _received_so_far(today: date) -> int:
    return counting.received_in(EVERYBODYS, periods.year(today.year))


def _once_a_day(what, today, make):
    key = f"figures:{today:%Y-%m-%d}:{what}"
    return cache.get_or_set(key, lambda: make(today), KEPT_SECONDS)

"""The days on which the office is closed: the country's public holidays and the town's own."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

import holidays
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")
LEAP_YEAR = 2000


def of(year: int) -> frozenset[date]:
    """All of a year. What `LOCAL_HOLIDAYS` can't mean is left out: the check below tells of it."""
    return _of(year, tuple(settings.LOCAL_HOLIDAYS))


@register
def check_local_holidays(**kwargs: Any) -> list[CheckMessage]:
    """Each of `LOCAL_HOLIDAYS` is a day, at least of a leap year."""
    return [
        Error(
            f"LOCAL_HOLIDAYS: {typed!r} is no day of the year.",
            hint="Write month-day with two digits each, and commas between: 06-21,10-26",
            id="forms.E012",
        )
        for typed in settings.LOCAL_HOLIDAYS
        if _day(typed, LEAP_YEAR) is None
    ]


@lru_cache(maxsize=64)
def _of(year: int, local: tuple[str, ...]) -> frozenset[date]:
    own = {day for typed in local if (day := _day(typed, year))}
    return frozenset(holidays.country_holidays("GR", years=year)) | own


def _day(typed: str, year: int) -> date | None:
    """The day that «06-21» stands for; None for what is none, or not in this year."""
    found = MONTH_AND_DAY.fullmatch(typed.strip())
    try:
        return date(year, *map(int, found.groups())) if found else None
    except ValueError:
        return None

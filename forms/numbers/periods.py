"""The time that figures are about: always whole months, so that a plot by month shows all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST_YEAR = 2000
"""No application is older; keeps what stands in an address within sense."""
MOST_MONTHS = 60


@dataclass(frozen=True)
class Period:
    """From the first day of one month to the last day of the same or a later one."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def months(self) -> list[date]:
        """The first day of each."""
        return list(_months(self.first, self.last))

    @property
    def year(self) -> int | None:
        """The calendar year that it is; None for any other time."""
        whole = (self.first.month, self.first.day, self.last.month) == (1, 1, 12)
        return self.first.year if whole and self.first.year == self.last.year else None

    @property
    def label(self) -> str:
        if self.year:
            return str(self.year)
        first, last = month_name(self.first), month_name(self.last)
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

    def is_over(self, today: date) -> bool:
        return self.last < today


def month_name(month: date) -> str:
    return date_format(month, "F Y")


def short_month(month: date) -> str:
    return date_format(month, "M")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, of: int) -> Period:
    return between(date(of, 3 * number - 2, 1), date(of, 3 * number, 1))


def last_twelve_months(today: date) -> Period:
    """The present month and the eleven before it."""
    return between(date(today.year - 1, today.month, 1) + timedelta(days=31), today)


def between(first: date, last: date) -> Period:
    """From the month of one day to the month of the other."""
    following = last.replace(day=1) + timedelta(days=31)
    return Period(first.replace(day=1), following.replace(day=1) - timedelta(days=1))


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))

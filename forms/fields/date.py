"""Dates, in three boxes: day, month, year in every language of the site."""

import datetime
import re

from anyascii import anyascii
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from forms.fields.boxes import BoxesWidget
from forms.fields.text import LINE, visible

MONTHS = (
    ("ian", "jan", "gen"),
    ("fev", "flev", "feb"),
    ("mar",),
    ("apr",),
    ("mai", "may"),
    ("ioyn", "ioun", "jun"),
    ("ioyl", "ioul", "jul"),
    ("ayg", "avg", "aug"),
    ("sep",),
    ("okt", "oct"),
    ("noe", "nov"),
    ("dek", "dec"),
)
"""How names of months begin, in Latin letters: Greek ones and English ones."""


class DateBoxes(BoxesWidget):
    def __init__(self):
        super().__init__(
            {
                "day": forms.TextInput(attrs={"inputmode": "numeric", "data-size": "two", "maxlength": 10}),
                "month": forms.TextInput(attrs={"inputmode": "numeric", "data-size": "two", "maxlength": 20}),
                "year": forms.TextInput(attrs={"inputmode": "numeric", "data-size": "four", "maxlength": 10}),
            },
            {"day": _("Day"), "month": _("Month"), "year": _("Year")},
        )

    def decompress(self, value):
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        return split_date(value) if value else ["", "", ""]

    def value_from_datadict(self, data, files, name):
        """The boxes; where there is none, a whole date in one, as a draft may hold from before."""
        if name in data and not any(name + suffix in data for suffix in self.widgets_names):
            return split_date(data.get(name) or "")
        return super().value_from_datadict(data, files, name)


def split_date(text):
    """«27/3/1950» as its three parts; what can't be divided stands in the first."""
    parts = re.split(r"[/. -]+", visible(str(text)).strip())
    return parts if len(parts) == 3 else [str(text), "", ""]


class DayFirstDateField(forms.MultiValueField):
    """A date as people here write it, day first. The month may be a name."""

    widget = DateBoxes

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        """`earliest` and `latest`: the dates between which it must lie, where there are any."""
        self.earliest, self.latest = earliest, latest
        plain = [forms.CharField(required=False, max_length=LINE) for _part in range(3)]
        messages = {"required": _("Write day, month and year.")}
        super().__init__(
            plain, require_all_fields=False, error_messages=messages, widget=DateBoxes(), **kwargs
        )

    def clean(self, value):
        typed = split_date(value) if isinstance(value, str) else list(value or [])
        day, month, year = [visible(str(part or "")).strip() for part in [*typed, "", "", ""][:3]]
        if not (day or month or year):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        date = self.read(day, month, year)
        self.check_bounds(date)
        return date

    def read(self, day, month, year):
        parts = ((_("day"), day), (_("month"), month), (_("year"), year))
        if missing := [str(name) for name, typed in parts if not typed]:
            message = _("Part of the date is missing: %(parts)s.")
            raise ValidationError(message, code="incomplete", params={"parts": ", ".join(missing)})
        if not re.fullmatch("[0-9]{1,2}", day) or not 1 <= int(day) <= 31:
            raise ValidationError(_("Write the day as a number from 1 to 31."), code="day")
        number = month_number(month)
        if not number:
            raise ValidationError(_("Write the month as a number from 1 to 12."), code="month")
        if not re.fullmatch("[0-9]{4}", year) or int(year) < 1000:
            raise ValidationError(_("Write the year with four digits, such as 1950."), code="year")
        try:
            return datetime.date(int(year), number, int(day))
        except ValueError:
            message = _("There is no such day: that month has fewer days.")
            raise ValidationError(message, code="invalid") from None

    def check_bounds(self, date):
        today = timezone.localdate()
        if self.latest and date > self.latest:
            message = (
                _("The date can't lie in the future.")
                if self.latest == today
                else _("The date can't be after %(date)s.")
            )
            raise ValidationError(message, code="late", params={"date": readable(self.latest)})
        if self.earliest and date < self.earliest:
            message = (
                _("The date can't lie in the past.")
                if self.earliest == today
                else _("The date can't be before %(date)s.")
            )
            raise ValidationError(message, code="early", params={"date": readable(self.earliest)})

    def has_changed(self, initial, data):
        return initial != data


def month_number(typed):
    """1 to 12 for a number or the name of a month, Greek or English; None for anything else."""
    if re.fullmatch("[0-9]{1,2}", typed):
        return int(typed) if 1 <= int(typed) <= 12 else None
    latin = anyascii(typed).lower()
    for number, beginnings in enumerate(MONTHS, start=1):
        if latin.startswith(beginnings):
            return number
    return None


def readable(date):
    return date_format(date, "j/n/Y")

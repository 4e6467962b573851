"""Days and times as people here write them, in one field each."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from forms.fields import CleanCharField, DayFirstDateField

TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.,]?\s*(?P<minute>\d{2}))?\s*(?P<half>πμ|π\.\s?μ\.|μμ|μ\.\s?μ\.|[ap]\.?m\.?)?",
    re.ASCII,
)


class DayField(CleanCharField):
    """«27/11/2026», «27-11-2026», «27 Νοεμβρίου 2026»."""

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": _("day/month/year")}

    def clean(self, value):
        text = super().clean(value)
        return DayFirstDateField(earliest=self.earliest, latest=self.latest).clean(text) if text else None

    def prepare_value(self, value):
        return date_format(value, "d/m/Y") if isinstance(value, date) else value


class TimeField(CleanCharField):
    """«9:30», «09.30», «0930», «5 μ.μ.»."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "10:30"}

    def clean(self, value):
        text = super().clean(value)
        return read_time(text) if text else None

    def prepare_value(self, value):
        return value.strftime("%H:%M") if isinstance(value, time) else value


def read_time(text: str) -> time:
    wrong = ValidationError(_("Write the time with hours and minutes, such as 10:30."), code="invalid")
    found = TIME.fullmatch(text.strip().lower())
    if not found:
        raise wrong
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = re.sub(r"[\s.]", "", found["half"] or "")
    if half and not 1 <= hour <= 12:
        raise wrong
    if half in ("μμ", "pm"):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    try:
        return time(hour, minute)
    except ValueError:
        raise wrong from None


def moment(day: date, at: time) -> datetime:
    """
    The moment that the office's clocks show so.

    In the night when clocks go back such a moment comes twice, and the first is meant; when they go
    forward, an hour doesn't come at all.
    """
    zone = ZoneInfo(timezone.get_default_timezone_name())
    local = datetime.combine(day, at, tzinfo=zone)
    there_and_back = local.astimezone(ZoneInfo("UTC")).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(_("There is no such time: the clocks go forward that night."), code="skipped")
    return local

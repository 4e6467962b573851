"""Until when the next step on an application is due, in working days of Greece."""

from datetime import date, timedelta

import holidays
from django.utils import timezone

from forms.models import Application, WorkflowState


def due_on(application: Application) -> date | None:
    """
    Last working day for the next step, by what the form asks of its present state; None without.

    The day it came into the state isn't counted (Civil Code, article 241).
    """
    asked = WorkflowState.objects.filter(form=application.form, state=application.state).first()
    if asked is None or asked.working_days is None or not application.is_open:
        return None
    since = application.state_since or application.sent_at
    return add_working_days(timezone.localdate(since), asked.working_days)


def add_working_days(day: date, count: int) -> date:
    """The day so many working days later: Monday to Friday, without the public holidays."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("GR", years=year)

"""
What the sender of an application was promised: how long it is kept, and what comes then.

The promise is the one they read, in the form's version that the application pins, whatever the page
says by now. Counting starts on the day of the decision, the closing or the withdrawal.
"""

import calendar
from datetime import date

from django.utils import timezone

from forms.definition import Definition
from forms.enums import State
from forms.models import Application, FormVersion


def keep_until(application: Application) -> date | None:
    """Its last day; None while it is open, and where its sender was promised no end."""
    if application.decided_at is None:
        return None
    months = months_kept(Definition.from_version(application.version), application.state)
    if months is None:
        return None
    return add_months(timezone.localdate(application.decided_at), months)


def months_kept(definition: Definition, state: str) -> int | None:
    """Months promised for an outcome; 0 means until the end of that very day."""
    special = {
        State.NEGATIVE: definition.negative_retention_months,
        State.CLOSED: definition.closed_retention_months,
        State.WITHDRAWN: definition.closed_retention_months,
    }.get(State(state))
    return definition.retention_months if special is None else special


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last of that month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def then(version: FormVersion) -> str:
    """Whether an application of this version is deleted or anonymised."""
    return Definition.from_version(version).after_retention

"""Until when the next step on an application is due, in working days of Greece and the town."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms import form_states, holidays
from forms.enums import OPEN
from forms.models import Application
from forms.workflow import USUAL_WARNING, days_of

LONGEST = 366
"""Working days up to which a distance is counted: beyond, the number tells nothing more."""

DAYS_A_STATEMENT = 200
"""So many days at most are told apart in one statement: databases limit how long one may be."""


@dataclass(frozen=True)
class Standing:
    """Where an application stands in its time. `words` say it, and are empty without a deadline."""

    kind: Literal["ok", "amber", "red", "none"]
    words: str = ""


NO_DEADLINE = Standing("none")


def due_on(application: Application) -> date | None:
    """
    Last working day for the next step, by what the form asks of its present state; None without.

    The day it came into the state isn't counted (Civil Code, article 241).
    """
    days, _warning = days_of(application.state, application.form)
    if days is None or not application.is_open:
        return None
    since = application.state_since or application.sent_at
    return add_working_days(timezone.localdate(since), days)


def standing(application: Application, today: date | None = None) -> Standing:
    """How near its last day is: red once that is over, amber so many days before as the form warns."""
    if application.due_on is None or not application.is_open:
        return NO_DEADLINE
    today = today or timezone.localdate()
    if application.due_on < today:
        late = working_days_between(application.due_on, today)
        text = ngettext("%(count)d working day late", "%(count)d working days late", late)
        return Standing("red", text % {"count": late} if late else _("Late"))
    left = working_days_between(today, application.due_on)
    _days, warning = days_of(application.state, application.form)
    kind: Literal["amber", "ok"] = "amber" if left <= warning else "ok"
    if application.due_on == today or not left:
        return Standing(kind, _("due today"))
    text = ngettext("in %(count)d working day", "in %(count)d working days", left)
    return Standing(kind, text % {"count": left})


def red(today: date) -> Q:
    """Open applications whose last day is over."""
    return Q(state__in=OPEN, due_on__lt=today)


def amber(today: date) -> Q:
    """Open applications whose last day is near, as each form warns."""
    found, usual = Q(pk__in=[]), Q()
    for row in form_states.rows().values():
        same = Q(form=row.form, state=row.state)
        usual &= ~same
        found |= same & Q(due_on__lte=add_working_days(today, row.amber_days))
    found |= usual & Q(due_on__lte=add_working_days(today, USUAL_WARNING))
    return Q(state__in=OPEN, due_on__gte=today) & found


def recompute(form: Any, state: str) -> int:
    """
    Give the open applications of a form in a state their last day anew, after its days changed.

    One statement for each lot of days on which they came into the state; how many applications.
    """
    rows = Application.objects.filter(form=form, state=state).annotate(
        day=TruncDate(Coalesce("state_since", "sent_at"), tzinfo=timezone.get_default_timezone())
    )
    days, _warning = days_of(state, form)
    if days is None:
        return rows.update(due_on=None)
    since = list(rows.order_by().values_list("day", flat=True).distinct())
    lots = [since[at : at + DAYS_A_STATEMENT] for at in range(0, len(since), DAYS_A_STATEMENT)]
    return sum(_date(rows.filter(day__in=lot), lot, days) for lot in lots)


def _date(rows: QuerySet, since: list[date], days: int) -> int:
    last = [When(day=day, then=Value(add_working_days(day, days))) for day in since]
    return rows.update(due_on=Case(*last))


def add_working_days(day: date, count: int) -> date:
    """The day so many working days later: Monday to Friday, without the holidays."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after `first`, up to and with `last`; LONGEST at most."""
    count = 0
    while first < last and count < LONGEST:
        first += timedelta(days=1)
        count += is_working_day(first)
    return count


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays.of(day.year)

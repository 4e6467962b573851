"""
What is counted, of applications that are there together with those that are gone.

Each figure is one query that groups, over `Application` and again over `PastCase`, so there are as many
queries whatever there is to count, and no sealed column is ever read. Days are those of the office's
time zone and times whole hours on both sides: so a figure is the same before and after retention.
"""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, DateField, F, Func, IntegerField, Max, Q, QuerySet
from django.db.models.functions import TruncMonth

from forms.enums import OPEN, AppointmentState
from forms.models import Application, Appointment, PastCase, PastSession
from forms.numbers.periods import Period


class HoursBetween(Func):
    """Whole hours from one moment to a later one, on either database."""

    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        template = "(django_timestamp_diff(%(expressions)s) / 3600000000)"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 3600)::integer"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


@dataclass
class Counts:
    """How many of each kind; `names` say what the parts of a key are."""

    names: tuple[str, ...]
    counts: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    def by(self, *names: str) -> Counter:
        """Counts by some of the names: of one alone by its values, of several by tuples."""
        places = [self.names.index(name) for name in names]
        found: Counter[Hashable] = Counter()
        for key, count in self.counts.items():
            parts = tuple(key[place] for place in places)
            found[parts[0] if len(parts) == 1 else parts] += count
        return found

    def only(self, **wanted) -> "Counts":
        """Those whose parts have the given values."""
        places = [(self.names.index(name), value) for name, value in wanted.items()]
        kept = {key: count for key, count in self.counts.items() if all(key[i] == v for i, v in places)}
        return Counts(self.names, Counter(kept))

    def at(self, share: float) -> int | None:
        """The number of hours within which that share lies (nearest rank); None where there are none."""
        hours, rank = self.by("hours"), 0
        for each in sorted(hours):
            rank += hours[each]
            if rank >= share * self.total:
                return each
        return None


@dataclass
class Figures:
    """Everything that is counted for a period."""

    period: Period
    received: Counts
    """By form, unit, channel, month, and the state they are in today."""
    ended: Counts
    """Decided, closed or withdrawn in the period, whenever received: by form, unit, state, reason, month."""
    waiting: Counts
    """Still open at the end of the period."""
    waiting_before: int
    """Open when the period began."""
    looks: Counts
    """Hours until somebody first looked, of those received."""
    decisions: Counts
    """Hours until the decision, of those that staff ended."""
    sessions: Counts
    open_now: int
    """At this moment, whatever the period; so are those overdue."""
    overdue_now: int


def count(scope: Q, period: Period, today: date) -> Figures:
    """Count the applications in `scope`, a condition on unit and form."""
    rows, past = Application.objects.filter(scope), PastCase.objects.filter(scope)
    received = rows.filter(sent_at__gte=period.start, sent_at__lt=period.end)
    past_received = past.filter(received_on__gte=period.first, received_on__lte=period.last)
    ended = rows.filter(decided_at__gte=period.start, decided_at__lt=period.end)
    past_ended = past.filter(ended_on__gte=period.first, ended_on__lte=period.last)
    came, went = _month("sent_at"), _month("decided_at")
    past_came, past_went = _month("received_on"), _month("ended_on")
    looked = received.filter(first_read_at__isnull=False)
    decided = ended.filter(decided_by__isnull=False)
    return Figures(
        period,
        received=_grouped(
            ("form", "unit", "channel", "state", "month"),
            received.annotate(month=came),
            past_received.annotate(month=past_came),
        ),
        ended=_grouped(
            ("form", "unit", "state", "closing_reason", "month"),
            ended.annotate(month=went),
            past_ended.annotate(month=past_went),
        ),
        waiting=_grouped(("form", "unit"), *_open_at_end(rows, past, period)),
        waiting_before=sum(there.count() for there in _open_at_start(rows, past, period)),
        looks=_grouped(
            ("form", "unit", "month", "hours"),
            looked.annotate(month=came, hours=HoursBetween(F("first_read_at"), F("sent_at"))),
            past_received.filter(hours_to_first_look__isnull=False).annotate(
                month=past_came, hours=F("hours_to_first_look")
            ),
        ),
        decisions=_grouped(
            ("form", "unit", "month", "hours"),
            decided.annotate(month=went, hours=HoursBetween(F("decided_at"), F("sent_at"))),
            past_ended.filter(hours_to_decision__isnull=False).annotate(
                month=past_went, hours=F("hours_to_decision")
            ),
        ),
        sessions=_sessions(rows, past, period),
        **_now(rows, today),
    )


def received_in(scope: Q, period: Period) -> int:
    """How many came in, and nothing else."""
    rows = Application.objects.filter(scope, sent_at__gte=period.start, sent_at__lt=period.end)
    past = PastCase.objects.filter(scope, received_on__gte=period.first, received_on__lte=period.last)
    return rows.count() + past.count()


def years_with_figures(scope: Q, today: date) -> list[int]:
    """From the first year with an application to the present one, the latest first."""
    first_sent = Application.objects.filter(scope).order_by("sent_at").values_list("sent_at__year", flat=True)
    past = PastCase.objects.filter(scope).order_by("received_on").values_list("received_on__year", flat=True)
    known = [each for each in (first_sent.first(), past.first()) if each]
    return list(range(today.year, min([today.year, *known]) - 1, -1))


def titles(scope: Q) -> dict:
    """The title of each form that has figures, as its applications knew it last."""
    found = {}
    for model in (PastCase, Application):
        rows = model.objects.filter(scope).order_by().values("form").annotate(title=Max("form_title"))
        found |= {row["form"]: row["title"] for row in rows}
    return found


def _month(name: str) -> TruncMonth:
    return TruncMonth(name, output_field=DateField())


def _grouped(names: tuple[str, ...], *groups: QuerySet) -> Counts:
    counts: Counter = Counter()
    for rows in groups:
        for *key, number in rows.order_by().values_list(*names).annotate(number=Count("pk")):
            counts[tuple(key)] += number
    return Counts(names, counts)


def _open_at_end(rows: QuerySet, past: QuerySet, period: Period) -> tuple[QuerySet, QuerySet]:
    return _open_at(
        rows.filter(sent_at__lt=period.end), past.filter(received_on__lte=period.last), period.end
    )


def _open_at_start(rows: QuerySet, past: QuerySet, period: Period) -> tuple[QuerySet, QuerySet]:
    before, past_before = rows.filter(sent_at__lt=period.start), past.filter(received_on__lt=period.first)
    return _open_at(before, past_before, period.start)


def _open_at(rows, past, moment):
    """Of those received before a midnight, those that had not ended by then."""
    day = moment.date()
    return (
        rows.filter(Q(decided_at=None) | Q(decided_at__gte=moment)),
        past.filter(Q(ended_on=None) | Q(ended_on__gte=day)),
    )


def _sessions(rows: QuerySet, past: QuerySet, period: Period) -> Counts:
    held = Appointment.objects.filter(
        application__in=rows,
        state=AppointmentState.ATTENDED,
        starts_at__gte=period.start,
        starts_at__lt=period.end,
    ).annotate(form=F("application__form"), unit=F("application__unit"), month=_month("starts_at"))
    past_held = PastSession.objects.filter(
        case__in=past, held_on__gte=period.first, held_on__lte=period.last
    ).annotate(form=F("case__form"), unit=F("case__unit"), month=_month("held_on"))
    return _grouped(("form", "unit", "month"), held, past_held)


def _now(rows: QuerySet, today: date) -> dict[str, int]:
    still = rows.filter(state__in=OPEN)
    return still.aggregate(open_now=Count("pk"), overdue_now=Count("pk", filter=Q(due_on__lt=today)))

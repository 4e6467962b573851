"""
Sessions with an applicant: set, moved, called off, and whether the person came.

While one is planned the application stands at State.APPOINTMENT; after the last of them it is back
with whoever works on it. A decided application keeps its state, but sessions still count.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms import notifications
from forms.actions.changing import NotInTurn, changing, enter, record
from forms.enums import AppointmentState, EventKind, State
from forms.models import Application, Appointment, Mail
from forms.tasks import deliver_mail

LONGEST = timedelta(hours=8)
"""How far back an appointment may have begun that still runs."""


def make(
    application: Application,
    starts_at: datetime,
    minutes: int,
    means: str,
    where: str,
    *,
    by: Any,
    version: int,
) -> Appointment:
    """Set an appointment, and invite the applicant."""
    with changing(application, version) as row:
        appointment = Appointment(
            application=row,
            starts_at=starts_at,
            minutes=minutes,
            means=means,
            made_at=timezone.now(),
            made_by=by,
        )
        appointment.where = where
        appointment.save(force_insert=True)
        enter(row, State.APPOINTMENT)
        record(row, EventKind.APPOINTMENT_MADE, by, text=described(appointment), state=row.state)
        _invite(row, appointment)
    return appointment


def move(
    appointment: Appointment,
    starts_at: datetime,
    minutes: int,
    means: str,
    where: str,
    *,
    by: Any,
    version: int,
) -> Appointment:
    """Another time, place or number; the applicant's calendar puts it in the place of the old one."""
    with changing(appointment.application, version, open_only=False) as row:
        kept = _planned(row, appointment)
        before = described(kept)
        kept.starts_at, kept.minutes, kept.means, kept.where = starts_at, minutes, means, where
        kept.revision += 1
        kept.save()
        record(row, EventKind.APPOINTMENT_MOVED, by, text=f"{before} → {described(kept)}")
        _invite(row, kept)
    return kept


def cancel(appointment: Appointment, *, by: Any, version: int) -> Appointment:
    """Call it off, and take it out of the applicant's calendar."""
    with changing(appointment.application, version, open_only=False) as row:
        kept = _planned(row, appointment)
        kept.revision += 1
        _end(row, kept, AppointmentState.CANCELLED)
        record(row, EventKind.APPOINTMENT_CANCELLED, by, text=described(kept), state=row.state)
        _invite(row, kept)
    return kept


def hold(appointment: Appointment, attended: bool, *, by: Any, version: int) -> Appointment:
    """Say whether the person came; not before the day."""
    with changing(appointment.application, version, open_only=False) as row:
        kept = _planned(row, appointment)
        if not has_come(kept, timezone.now()):
            raise NotInTurn
        _end(row, kept, AppointmentState.ATTENDED if attended else AppointmentState.MISSED)
        kind = EventKind.ATTENDED if attended else EventKind.MISSED
        record(row, kind, by, text=described(kept), state=row.state)
    return kept


def drop_planned(row: Application) -> None:
    """
    Call off what is still planned, without a word to anybody: for who has withdrawn the application.

    Within the caller's change, which says what happened.
    """
    planned = row.appointments.filter(state=AppointmentState.PLANNED)
    planned.update(state=AppointmentState.CANCELLED)


def has_come(appointment: Appointment, now: datetime) -> bool:
    """Whether its day is there: people also come too early."""
    return timezone.localdate(appointment.starts_at) <= timezone.localdate(now)


def described(appointment: Appointment) -> str:
    """How the history calls an appointment: when, and nothing else."""
    return f"{timezone.localtime(appointment.starts_at):%d/%m/%Y %H:%M}"


def at_that_time(
    user: Any, starts_at: datetime, minutes: int, but: Appointment | None = None
) -> list[Appointment]:
    """Appointments of a worker that overlap with this time: their own, and of applications they have."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = of_worker(user).filter(starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST)
    if but is not None:
        near = near.exclude(pk=but.pk)
    return [each for each in near if each.ends_at > starts_at]


def of_worker(user: Any) -> QuerySet[Appointment]:
    """Planned appointments that a worker made, or of applications assigned to them."""
    planned = Appointment.objects.filter(state=AppointmentState.PLANNED)
    return planned.filter(Q(application__assignee=user) | Q(made_by=user, application__assignee=None))


def _planned(row: Application, appointment: Appointment) -> Appointment:
    """The appointment as it is now, still planned."""
    kept = row.appointments.get(pk=appointment.pk)
    if kept.state != AppointmentState.PLANNED:
        raise NotInTurn
    return kept


def _end(row: Application, appointment: Appointment, state: AppointmentState) -> None:
    appointment.state = state
    appointment.save(update_fields=["state", "revision"])
    is_over = not row.appointments.filter(state=AppointmentState.PLANNED).exists()
    if row.state == State.APPOINTMENT and is_over:
        enter(row, State.IN_REVIEW)


def _invite(row: Application, appointment: Appointment) -> None:
    """Owe the applicant a mail with the invitation as it will be then; nothing without an address."""
    if address := notifications.address_of(row):
        mail = notifications.owe_mail(row, "appointment", address)
        Mail.objects.filter(pk=mail.pk).update(appointment=appointment)
        deliver_mail.enqueue(str(mail.pk))

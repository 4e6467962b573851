"""
Erasure on request (GDPR, article 17): granted or refused, on the trail either way.

Granted, everything goes in one transaction: first the figures are kept without the person and documents
forgotten, then the row goes with answers, history, lookups, mails and appointments. The bytes of files
go once that is sure; if the process dies between, nobody can read them any more, and the sweep of stray
files (`forms.uploads.sweeping`) removes them.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from forms import failpoints, retention, trail
from forms.actions.changing import ChangedMeanwhile, Refused, changing, record
from forms.enums import AccessKind, AppointmentState, EventKind
from forms.models import Application, IssuedDocument
from forms.workflow import MEANT_FOR_APPLICANTS


class Granted(TextChoices):
    """Why the person may have it erased."""

    NOT_NEEDED = "17(1)(a)", _("The data are no longer needed – article 17(1)(a)")
    NO_CONSENT = "17(1)(b)", _("The person takes back their consent – article 17(1)(b)")
    OBJECTION = "17(1)(c)", _("The person objects, and nothing outweighs it – article 17(1)(c)")
    UNLAWFUL = "17(1)(d)", _("The data should not have been collected – article 17(1)(d)")
    OBLIGATION = "17(1)(e)", _("The law demands that they are erased – article 17(1)(e)")


class Kept(TextChoices):
    """Why the office keeps it nevertheless."""

    DUTY = "17(3)(b)", _("The law obliges the office to keep it, or its public task does – article 17(3)(b)")
    HEALTH = "17(3)(c)", _("Public health demands it – article 17(3)(c)")
    ARCHIVE = "17(3)(d)", _("It is kept for archives or statistics – article 17(3)(d)")
    CLAIMS = "17(3)(e)", _("It is needed for legal claims – article 17(3)(e)")


class IsHeld(Refused):
    """Somebody has put it on hold: that has to end first."""


@dataclass(frozen=True)
class Effects:
    """What goes with an application, and what stays."""

    questions: int
    files: int
    messages: int
    notes: int
    mails: int
    appointments: int
    planned: int
    documents: list[IssuedDocument]
    """Their text goes; whoever has the code is still told whether it is genuine."""


def effects(application: Application) -> Effects:
    """Raises CannotOpen."""
    events = application.events
    return Effects(
        questions=len(application.answers),
        files=application.uploads.count(),
        messages=events.filter(kind__in=MEANT_FOR_APPLICANTS).count(),
        notes=events.filter(kind=EventKind.NOTED).count(),
        mails=application.mails.count(),
        appointments=application.appointments.count(),
        planned=application.appointments.filter(state=AppointmentState.PLANNED).count(),
        documents=list(application.issued_documents.all()),
    )


def erase(application: Application, ground: str, request_number: str, *, by: Any, version: int) -> None:
    """Erase it for good. Raises IsHeld, or another Refused when it changed meanwhile."""
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.lock_version != version:
            raise ChangedMeanwhile
        if row.held_at is not None:
            raise IsHeld
        trail.record(AccessKind.ERASED, by=by, application=row, note=_note(ground, request_number))
        transaction.on_commit(partial(failpoints.pass_by, "erased_before_files"))
        retention.delete(row)
        failpoints.pass_by("while_erasing")
    retention.cut_log()


def refuse(application: Application, ground: str, reason: str, *, by: Any, version: int) -> Application:
    """Record that the request was refused, why, and by whom; `reason` stays inside, sealed."""
    with changing(application, version, open_only=False) as row:
        text = f"{Kept(ground).label}\n{reason}"
        record(row, EventKind.NOTED, by, text=text)
        trail.record(AccessKind.CHANGED, by=by, application=row, note=f"erasure refused, {ground}")
    return row


def _note(ground: str, request_number: str) -> str:
    return ", ".join(filter(None, [ground, request_number]))

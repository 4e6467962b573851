"""
What staff do with an application. Nothing else writes one.

Each action locks the row, guards, changes, and records one event, in one transaction. `version`
is the `lock_version` the person had in front of them: whoever acts on an older state is refused
with ChangedMeanwhile, so nobody overwrites a colleague unseen. Who may do what is asked by the
views (`forms.permissions`), not here.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms import notifications, retention
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, Event, Mail
from forms.tasks import deliver_mail
from forms.workflow import next_states, outcomes


class Refused(Exception):
    """The action doesn't fit the application as it is now."""


class ChangedMeanwhile(Refused):
    """Somebody changed the application since it was looked at."""


class AlreadyDecided(Refused):
    """A decision is final."""


class AlreadyWithdrawn(AlreadyDecided):
    """The applicant has withdrawn it: that is final too."""


class AlreadyTaken(Refused):
    """The application is assigned to somebody."""


class NotInTurn(Refused):
    """The wanted state can't follow the present one."""


def take(application: Application, *, by: Any, version: int) -> Application:
    """Assign an unassigned application to oneself."""
    with _changing(application, version) as row:
        if row.assignee_id is not None:
            raise AlreadyTaken
        row.assignee = by
        _record(row, EventKind.TAKEN, by, assignee=by)
    return row


def release(application: Application, *, by: Any, version: int) -> Application:
    """Put an application back to the unassigned."""
    with _changing(application, version) as row:
        if row.assignee_id is None:
            raise NotInTurn
        row.assignee = None
        _record(row, EventKind.RELEASED, by)
    return row


def assign(application: Application, *, to: Any, by: Any, version: int) -> Application:
    """Give an application to a colleague, whoever has it now."""
    with _changing(application, version) as row:
        row.assignee = to
        _record(row, EventKind.ASSIGNED, by, assignee=to)
    return row


def note(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Add a note for colleagues; also to a decided application."""
    with _changing(application, version, open_only=False) as row:
        _record(row, EventKind.NOTED, by, text=text)
    return row


def change_state(application: Application, state: str, *, by: Any, version: int) -> Application:
    """Move an open application on to `state`, which `forms.workflow` must allow next."""
    with _changing(application, version) as row:
        if state not in next_states(row.state):
            raise NotInTurn
        row.state = State(state)
        _record(row, EventKind.STATE_CHANGED, by, state=row.state)
    return row


def ask_for_papers(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Ask the applicant for papers, in words they read where they see how it stands, and wait."""
    with _changing(application, version) as row:
        row.state = State.WAITING
        row.answered_at = None
        _record(row, EventKind.PAPERS_ASKED, by, text=text, state=row.state)
        _tell_of_news(row)
    return row


def tell(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Write to the applicant, also about a decision; nothing reaches who has withdrawn."""
    with _changing(application, version, open_only=False) as row:
        if row.state == State.WITHDRAWN:
            raise AlreadyWithdrawn
        _record(row, EventKind.TOLD, by, text=text)
        _tell_of_news(row)
    return row


def decide(application: Application, outcome: str, reason: str, *, by: Any, version: int) -> Application:
    """
    Decide an application, once and for all, with the reason staff will read.

    The applicant is told that there is a decision, never by mail or screen which.
    """
    with _changing(application, version) as row:
        if outcome not in outcomes(row.state):
            raise NotInTurn
        row.state = State(outcome)
        row.decided_at = timezone.now()
        row.decided_by = by
        row.keep_until = retention.keep_until(row)
        _record(row, EventKind.DECIDED, by, text=reason, state=row.state)
        _tell_of_news(row)
    return row


def retry(mail: Mail) -> None:
    """Let the worker try a mail again at once, also one that had been given up."""
    with transaction.atomic():
        unsent = Mail.objects.select_for_update().filter(pk=mail.pk, sent_at=None)
        if unsent.update(next_try_at=timezone.now(), given_up_at=None, last_error=""):
            deliver_mail.enqueue(str(mail.pk))


def show(application: Application, *, to: Any) -> None:
    """
    Record that somebody opens the application: before they see it, so no look goes unrecorded.

    Papers that the applicant sent count as looked at.
    """
    now = timezone.now()
    with transaction.atomic():
        Access.objects.create(kind=AccessKind.VIEW, application_id=application.pk, by=to, at=now)
        row = Application.objects.filter(pk=application.pk)
        row.unread().update(first_read_at=now)
        row.filter(answered_at__isnull=False).update(answered_at=None)


def show_list(*, to: Any) -> None:
    """Record that somebody looks at the list of applications."""
    Access.objects.create(kind=AccessKind.LIST, by=to, at=timezone.now())


def refuse(application_id: uuid.UUID | None, *, to: Any) -> None:
    """Record that somebody asked for an application, or the list, that isn't theirs to see."""
    Access.objects.create(kind=AccessKind.REFUSED, application_id=application_id, by=to, at=timezone.now())


def outdated(application: Application) -> Refused:
    """Why somebody who acts on an older version of this application is refused."""
    if application.is_open:
        return ChangedMeanwhile()
    return AlreadyWithdrawn() if application.state == State.WITHDRAWN else AlreadyDecided()


@contextmanager
def _changing(application: Application, version: int, *, open_only: bool = True) -> Iterator[Application]:
    """The row, locked and as it is now, for one change; saved as a new version when that went well."""
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=application.pk)
        if open_only and not row.is_open:
            raise outdated(row)
        if row.lock_version != version:
            raise ChangedMeanwhile
        yield row
        row.lock_version += 1
        row.changed_at = timezone.now()
        row.save(
            update_fields=[
                "state",
                "assignee",
                "answered_at",
                "decided_at",
                "decided_by",
                "keep_until",
                "lock_version",
                "changed_at",
            ]
        )


def _tell_of_news(row: Application) -> None:
    """Owe the applicant a mail that says there is something new; nothing without an address."""
    if address := notifications.address_of(row):
        mail = notifications.owe_mail(row, "news", address)
        deliver_mail.enqueue(str(mail.pk))


def _record(
    row: Application, kind: EventKind, by: Any, *, text: str = "", state: str = "", assignee: Any = None
) -> None:
    event = Event(application=row, kind=kind, at=timezone.now(), by=by, state=state, assignee=assignee)
    if text:
        event.text = text
    event.save()

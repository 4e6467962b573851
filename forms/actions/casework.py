"""
What staff do with an application.

Each action is one change as `forms.actions.changing` makes it. Who may do what is asked by the views
(`forms.permissions`), not here.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from forms import notifications, retention, trail
from forms.actions.changing import AlreadyTaken, AlreadyWithdrawn, NotInTurn, changing, enter, record
from forms.enums import AccessKind, EventKind, State
from forms.models import Application, ClosingReason, Mail
from forms.tasks import deliver_mail
from forms.workflow import next_states, outcomes


def take(application: Application, *, by: Any, version: int) -> Application:
    """Assign an unassigned application to oneself."""
    with changing(application, version) as row:
        if row.assignee_id is not None:
            raise AlreadyTaken
        row.assignee = by
        record(row, EventKind.TAKEN, by, assignee=by)
    return row


def release(application: Application, *, by: Any, version: int) -> Application:
    """Put an application back to the unassigned."""
    with changing(application, version) as row:
        if row.assignee_id is None:
            raise NotInTurn
        row.assignee = None
        record(row, EventKind.RELEASED, by)
    return row


def assign(application: Application, *, to: Any, by: Any, version: int) -> Application:
    """Give an application to a colleague, whoever has it now."""
    with changing(application, version) as row:
        row.assignee = to
        record(row, EventKind.ASSIGNED, by, assignee=to)
    return row


def note(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Add a note for colleagues; also to a decided application."""
    with changing(application, version, open_only=False) as row:
        record(row, EventKind.NOTED, by, text=text)
    return row


def change_state(application: Application, state: str, *, by: Any, version: int) -> Application:
    """Move an open application on to `state`, which `forms.workflow` must allow next."""
    with changing(application, version) as row:
        if state not in next_states(row.state, row.form):
            raise NotInTurn
        enter(row, State(state))
        record(row, EventKind.STATE_CHANGED, by, state=row.state)
    return row


def ask_for_papers(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Ask the applicant for papers, in words they read where they see how it stands, and wait."""
    with changing(application, version) as row:
        enter(row, State.WAITING)
        row.answered_at = None
        record(row, EventKind.PAPERS_ASKED, by, text=text, state=row.state)
        tell_of_news(row)
    return row


def tell(application: Application, text: str, *, by: Any, version: int) -> Application:
    """Write to the applicant, also about a decision; nothing reaches who has withdrawn."""
    with changing(application, version, open_only=False) as row:
        if row.state == State.WITHDRAWN:
            raise AlreadyWithdrawn
        record(row, EventKind.TOLD, by, text=text)
        tell_of_news(row)
    return row


def decide(application: Application, outcome: str, reason: str, *, by: Any, version: int) -> Application:
    """
    Decide an application, once and for all, with the reason staff will read.

    The applicant is told that there is a decision, never by mail or screen which.
    """
    with changing(application, version) as row:
        if outcome not in outcomes(row.state, row.form):
            raise NotInTurn
        _end(row, State(outcome), by)
        record(row, EventKind.DECIDED, by, text=reason, state=row.state)
        tell_of_news(row)
    return row


def close(
    application: Application, closing_reason: ClosingReason, text: str = "", *, by: Any, version: int
) -> Application:
    """
    Close an application without a decision, for one of the reasons kept for that; `text` says more.

    Its history keeps the reason in the words of that day, whatever the list says later.
    """
    with changing(application, version) as row:
        _end(row, State.CLOSED, by)
        row.closing_reason = closing_reason
        with translation.override(settings.LANGUAGE_CODE):
            words = "\n".join(filter(None, [str(closing_reason), text]))
        record(row, EventKind.DECIDED, by, text=words, state=row.state)
        tell_of_news(row)
    return row


def _end(row: Application, state: State, by: Any) -> None:
    enter(row, state)
    row.decided_at = timezone.now()
    row.decided_by = by
    row.keep_until = retention.keep_until(row)


def retry(mail: Mail, *, by: Any) -> bool:
    """
    Let the worker try a mail again at once, also one that was given up or came back.

    Whether it will: one that has left and didn't come back stays as it is, and so does one whose
    recipient is known no more.
    """
    with transaction.atomic():
        row = Mail.objects.select_for_update().filter(pk=mail.pk).first()
        if row is None or not notifications.begin_anew(row):
            return False
        deliver_mail.enqueue(str(row.pk))
        trail.record(AccessKind.CHANGED, by=by, application=row.application, note="mail_retried")
    return True


def show(application: Application, *, to: Any) -> None:
    """
    Record that somebody opens the application: before they see it, so no look goes unrecorded.

    Papers that the applicant sent count as looked at.
    """
    with transaction.atomic(savepoint=False):
        if application.first_read_at is None or application.answered_at is not None:
            read = Coalesce("first_read_at", Value(timezone.now()))
            Application.objects.filter(pk=application.pk).update(first_read_at=read, answered_at=None)
        trail.record(AccessKind.VIEW, by=to, application=application)


def show_list(*, to: Any) -> None:
    """Record that somebody looks at the list of applications."""
    trail.record(AccessKind.LIST, by=to)


def refuse(application_id: uuid.UUID | None, *, to: Any) -> None:
    """Record that somebody asked for an application, or the list, that isn't theirs to see."""
    trail.record(AccessKind.REFUSED, by=to, application_id=application_id)


def tell_of_news(row: Application) -> None:
    """Owe the applicant a mail that says there is something new; nothing without an address."""
    mail_applicant(row, "news")


def mail_applicant(row: Application, template: str) -> None:
    """Owe the applicant a mail, as `forms.notifications.owe_mail` knows them; nothing without an address."""
    if address := notifications.address_of(row):
        mail = notifications.owe_mail(row, template, address)
        deliver_mail.enqueue(str(mail.pk))

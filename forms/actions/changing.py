"""
What every change of an application has in common.

The row is locked, guarded, changed and saved as a new version, and one event and one row of the
trail say so, all in one transaction. `version` is the `lock_version` the person had in front of
them: whoever acts on an older state is refused, so nobody overwrites a colleague unseen. The
applicant has no version in front of them, and names none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms import deadlines, failpoints, trail
from forms.enums import AccessKind, EventKind, State
from forms.models import Application, Event
from forms.workflow import may_follow

CHANGED = [
    "state",
    "state_since",
    "due_on",
    "assignee",
    "answered_at",
    "decided_at",
    "decided_by",
    "closing_reason",
    "is_sensitive",
    "keep_until",
    "held_at",
    "held_by",
    "lock_version",
    "changed_at",
]
"""Columns that a change may touch."""


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


def outdated(application: Application) -> Refused:
    """Why somebody who acts on an older version of this application is refused."""
    if application.is_open:
        return ChangedMeanwhile()
    return AlreadyWithdrawn() if application.state == State.WITHDRAWN else AlreadyDecided()


@contextmanager
def changing(
    application: Application, version: int | None, *, open_only: bool = True
) -> Iterator[Application]:
    """
    The row, locked and as it is now, for one change; saved as a new version when that went well.

    A new state begins its own deadline; so does the same one, entered anew by `enter`.
    """
    with transaction.atomic():
        row = locked(application)
        if open_only and not row.is_open:
            raise outdated(row)
        if version is not None and row.lock_version != version:
            raise ChangedMeanwhile
        state, since = row.state, row.state_since
        yield row
        row.changed_at = timezone.now()
        row.lock_version += 1
        if row.state != state and row.state_since == since:
            row.state_since = row.changed_at
        if row.state_since != since:
            row.due_on = deadlines.due_on(row)
        row.save(update_fields=CHANGED)
        failpoints.pass_by("before_commit")
    failpoints.pass_by("after_change")


def locked(application: Application) -> Application:
    """The row as it is now, nobody else's until the transaction ends."""
    return Application.objects.select_for_update().get(pk=application.pk)


def enter(row: Application, state: State) -> None:
    """Bring a row that is being changed into a state that may follow; raises NotInTurn."""
    if not may_follow(state, row.state, row.form):
        raise NotInTurn
    row.state, row.state_since = state, timezone.now()


def record(
    row: Application, kind: EventKind, by: Any, *, text: str = "", state: str = "", assignee: Any = None
) -> None:
    """One event of the application's history, and who caused it on the trail."""
    event = Event(application=row, kind=kind, at=timezone.now(), by=by, state=state, assignee=assignee)
    if text:
        event.text = text
    event.save(force_insert=True)
    trail.record(AccessKind.CHANGED, by=by, application=row, note=kind)

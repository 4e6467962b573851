"""
Keeping an application beyond its time, as while a lawsuit or a complaint goes on.

It takes a reason, which colleagues read; retention then leaves the application alone until
somebody ends the hold.
"""

from typing import Any

from django.utils import timezone

from forms.actions.changing import NotInTurn, changing, record
from forms.enums import EventKind
from forms.models import Application


def hold(application: Application, reason: str, *, by: Any, version: int) -> Application:
    """From now on it isn't deleted, whatever its form promised."""
    with changing(application, version, open_only=False) as row:
        if row.held_at is not None or row.anonymised_at is not None:
            raise NotInTurn
        row.held_at, row.held_by = timezone.now(), by
        record(row, EventKind.HELD, by, text=reason)
    return row


def end_hold(application: Application, *, by: Any, version: int) -> Application:
    """It is kept no longer than was promised; if that is past, the next night removes it."""
    with changing(application, version, open_only=False) as row:
        if row.held_at is None:
            raise NotInTurn
        row.held_at = row.held_by = None
        record(row, EventKind.HOLD_ENDED, by)
    return row

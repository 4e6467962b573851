"""
How long an application is kept, and its end.

The promise is the one its sender read: months by outcome, in the form's version that the application
pins, whatever the page says by now. Counting starts on the day of the decision, the closing or the
withdrawal; an application that is still open stays. What is deleted here takes lookups, history,
mails and files along; the access trail keeps who looked when, by the application's id alone.

On the disk, SQLite overwrites what is deleted (`secure_delete` in the settings) and its log is cut off
at the end of a run; PostgreSQL does so at its next VACUUM. Backups outlive it by as long as they are kept.
"""

import calendar
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from forms.crypto import blind_index
from forms.definition import Definition
from forms.enums import ENDED, AfterRetention, State
from forms.models import Application, Draft, FormVersion, Mail, Tally

DONE = "purge"
"""Kind of the tally that says: this day's run is over."""


@dataclass(frozen=True)
class Due:
    """Applications of one form and outcome whose time has come, as a preview counts them."""

    form_title: str
    state: str
    then: str
    """`delete` or `anonymise`."""
    count: int


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
    """The same day so many months later, or the last of that month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due(today: date) -> list[Due]:
    """What a run on `today` removes, by form and outcome. Nobody's data are in it, and nothing is written."""
    groups = _due(today).order_by().values("form_title", "state", "version").annotate(count=Count("pk"))
    counts: Counter[tuple[str, str, str]] = Counter()
    for group in groups:
        version = FormVersion.objects.get(pk=group["version"])
        counts[group["form_title"], group["state"], then(version)] += group["count"]
    for row in _without_day():
        if (day := keep_until(row)) and day < today:
            counts[row.form_title, row.state, then(row.version)] += 1
    return [Due(*kind, count) for kind, count in sorted(counts.items())]


def endless() -> int:
    """How many applications have ended without their senders having been promised any end."""
    return sum(keep_until(row) is None for row in _without_day())


def then(version: FormVersion) -> str:
    """Whether an application of this version is deleted or anonymised."""
    return Definition.from_version(version).after_retention


def purge(today: date) -> int:
    """
    End all applications whose time is over; how many. Each in a transaction of its own, so a run that
    breaks off has lost nothing and the next goes on.
    """
    set_missing()
    ended = 0
    for pk in list(_due(today).values_list("pk", flat=True)):
        with transaction.atomic():
            row = _due(today).select_for_update().filter(pk=pk).first()
            if row is not None:
                end(row)
                ended += 1
    if ended:
        cut_log()
    return ended


def purge_daily(now: datetime) -> None:
    """`purge`, once each day: the first call after midnight does it, the others find it done."""
    today = timezone.localdate(now)
    midnight = timezone.make_aware(datetime(today.year, today.month, today.day))
    done = {"kind": DONE, "digest": "", "since": midnight}
    if not Tally.objects.filter(**done).exists():
        purge(today)
        Tally.objects.bulk_create([Tally(**done, count=1)], ignore_conflicts=True)


def purge_drafts(now: datetime) -> int:
    """Delete drafts that nobody sent in time, with their files; how many."""
    deleted = 0
    for pk in list(Draft.objects.expired(now).values_list("pk", flat=True)):
        with transaction.atomic():  # the lock: whoever types at this very moment keeps theirs
            draft = Draft.objects.expired(now).select_for_update().filter(pk=pk).first()
            if draft is not None:
                draft.delete()
                deleted += 1
    return deleted


def forget_recipients() -> int:
    """Empty the address, and the link, of mails that have left: nothing needs them any more."""
    sent = Mail.objects.filter(sent_at__isnull=False).exclude(sealed_recipient=b"")
    return sent.update(sealed_recipient=b"", sealed_link_token=b"")


def set_missing() -> None:
    """Applications that ended before their last day was written down get it now."""
    for row in _without_day():
        if day := keep_until(row):
            Application.objects.filter(pk=row.pk, keep_until=None).update(keep_until=day)


def end(application: Application) -> None:
    """Delete or anonymise one application, as was promised."""
    if then(application.version) == AfterRetention.ANONYMISE:
        anonymise(application)
    else:
        application.delete()


def anonymise(application: Application) -> None:
    """
    Keep form, unit, state, channel and dates for the figures, and nothing of the person.

    Neither the reference nor a session leads to it any more.
    """
    for row in application.uploads.all():
        row.delete()
    application.lookups.all().delete()
    application.mails.all().delete()
    application.events.update(sealed_text=b"")
    application.content = {"reference": "", "answers": {}}
    application.reference_hash = blind_index("nobody", str(uuid.uuid4()))
    application.draft_id = uuid.uuid4()
    application.anonymised_at = timezone.now()
    application.lock_version += 1
    application.save(
        update_fields=["sealed_content", "reference_hash", "draft_id", "anonymised_at", "lock_version"]
    )


def cut_log() -> None:
    """SQLite's log holds the old pages until it is written back: do that now, outside a transaction."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def next_run(now: datetime) -> date:
    """The day whose first minutes bring the next run: tonight's, to whoever asks by day."""
    return timezone.localdate(now) + timedelta(days=1)


def _ended() -> Any:
    return Application.objects.filter(state__in=ENDED, anonymised_at=None)


def _without_day() -> list[Application]:
    return list(_ended().filter(keep_until=None).defer("sealed_content").select_related("version"))


def _due(today: date) -> Any:
    return _ended().filter(keep_until__lt=today)

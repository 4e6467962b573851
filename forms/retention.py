"""
The end of what has outlived its time: drafts, applications, addresses of mails, old rows of the trail.

How long an application is kept says `forms.promise`. One that is still open stays, and so does one
that somebody holds. What is deleted here takes lookups, history, mails and files along, and what
its documents say; the trail keeps who looked when, by the application's id alone.

On the disk, SQLite overwrites what is deleted (`secure_delete` in the settings) and its log is cut off
at the end of a run; PostgreSQL does so at its next VACUUM. Backups outlive it by as long as they are kept.
"""

import uuid
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from forms import failpoints, trail, trail_check
from forms.crypto import blind_index
from forms.documents import issuing
from forms.enums import ENDED, AccessKind, AfterRetention
from forms.models import Application, Draft, Mail, NamedReader, Tally
from forms.past_cases import keep_figures
from forms.promise import add_months, keep_until, then

__all__ = ["add_months", "keep_until", "purge", "purge_daily", "purge_drafts"]

DONE = "purge"
"""Kind of the tally that says: this day's run is over."""


def ended() -> QuerySet[Application]:
    """Applications whose end has come, and of which something is left to remove."""
    return Application.objects.filter(state__in=ENDED, anonymised_at=None)


def without_day(reach: Q | None = None) -> list[Application]:
    """Those whose last day isn't written down: promised no end, or ended before there was that column."""
    rows = ended().filter(reach or Q(), keep_until=None)
    return list(rows.defer("sealed_content").select_related("version"))


def over(today: date) -> QuerySet[Application]:
    """Applications whose last day is past and that nobody holds."""
    return ended().filter(keep_until__lt=today, held_at=None)


def purge(today: date) -> int:
    """
    End all applications whose time is over; how many. Each in a transaction of its own, so a run that
    breaks off has lost nothing and the next goes on.
    """
    set_missing()
    count = 0
    for pk in list(over(today).values_list("pk", flat=True)):
        with transaction.atomic():
            row = over(today).select_for_update().filter(pk=pk).first()
            if row is not None:
                end(row)
                count += 1
        failpoints.pass_by("after_purging_one")
    if count:
        cut_log()
    return count


def purge_daily(now: datetime) -> None:
    """
    `purge`, once each day, and what else comes each night: the oldest rows of the trail go, and the
    others are proven. The first call after midnight does it, the others find it done.
    """
    today = timezone.localdate(now)
    midnight = timezone.make_aware(datetime(today.year, today.month, today.day))
    done = {"kind": DONE, "digest": "", "since": midnight}
    if not Tally.objects.filter(**done).exists():
        purge(today)
        trail_check.let_go(today)
        trail_check.check_and_tell()
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
    for row in without_day():
        if day := keep_until(row):
            Application.objects.filter(pk=row.pk, keep_until=None).update(keep_until=day)


def end(application: Application) -> None:
    """Delete or anonymise one application, as was promised, and say so on the trail."""
    gone, what = application.pk, then(application.version)
    if what == AfterRetention.ANONYMISE:
        anonymise(application)
    else:
        delete(application)
    # `pk` is None on a row that was deleted.
    application.pk = gone
    trail.record(AccessKind.PURGED, application=application, note=str(what))


def delete(application: Application) -> None:
    """Remove it with all that hangs on it; only the figures keep its days."""
    keep_figures(application)
    issuing.forget(application)
    application.delete()


def anonymise(application: Application) -> None:
    """
    Keep form, unit, state, channel and dates for the figures, and nothing of the person.

    Neither the reference, nor a session, nor a document that was issued leads to it any more.
    """
    for row in application.uploads.all():
        row.delete()
    application.lookups.all().delete()
    application.mails.all().delete()
    application.events.update(sealed_text=b"")
    application.appointments.update(sealed_where=b"")
    issuing.forget(application)
    application.issued_documents.update(application=None)
    NamedReader.objects.filter(application=application).delete()
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

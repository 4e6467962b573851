"""
Whether the trail is whole, from where it begins to its head; and the end of its oldest rows.

What a key can't show: that somebody brought back an older copy of the whole trail, head and all.
For that the head is told, to be noted elsewhere: `has_row` says later whether the chain still has it.
"""

import logging
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.enums import AccessKind
from forms.models import Access, TrailHead
from forms.promise import add_months
from forms.trail import digest, keep_head, lock_head, record, seal_of

logger = logging.getLogger(__name__)

AT_ONCE = 2000
"""Rows read at a time."""

NOTE, WHOLE = "check ", "whole"
"""How the result of a check begins that is kept on the trail, and how it says that nothing is wrong."""

FAULTS: dict[str, str | Promise] = {
    "head": gettext_lazy(
        "Where the trail begins and ends was set by somebody else, or with another INDEX_KEY."
    ),
    "changed": gettext_lazy("Row %(row)s was altered, put in, or brought there from another place."),
    "removed": gettext_lazy("Row %(row)s was removed."),
    "cut_off": gettext_lazy("The trail was cut off: row %(row)s and all after it are gone."),
    "outside": gettext_lazy("Row %(row)s stands outside of the chain: somebody put it in."),
}


@dataclass(frozen=True)
class Outcome:
    """What a look at the chain from row `first` to row `last` found."""

    first: int
    last: int
    head: str
    """The digest of row `last`."""
    fault: str = ""
    """The first thing that is wrong, one of FAULTS; "" when the chain is whole."""
    row: int = 0
    """Where."""

    @property
    def is_whole(self) -> bool:
        return not self.fault

    def __str__(self) -> str:
        if self.fault:
            return str(FAULTS[self.fault]) % {"row": self.row}
        if self.last < self.first:
            return _("The trail is whole, and empty.")
        return _("The trail is whole, from row %(first)d to row %(last)d.") % {
            "first": self.first,
            "last": self.last,
        }


def check() -> Outcome:
    """Go through the chain as it is now. Rows that others add or let go meanwhile don't disturb."""
    while True:
        head = _head()
        outcome = _check(head, head.sequence)
        if outcome.is_whole or _head().first_sequence == head.first_sequence:
            return outcome


def check_and_tell(by: Any = None) -> Outcome:
    """The same, and its result goes on the trail, where auditors see it; a fault into the log too."""
    outcome = check()
    note = f"{NOTE}{outcome.first}-{outcome.last} {outcome.fault or WHOLE} {outcome.row}"
    record(AccessKind.TRAIL, by=by, note=note)
    if not outcome.is_whole:
        logger.critical("check_trail: %s", outcome)
    return outcome


def told_by(row: Access) -> Outcome | None:
    """What `check_and_tell` wrote into a row; None if that isn't what it holds."""
    found = re.fullmatch(NOTE + r"(\d+)-(\d+) (\w+) (\d+)", row.note)
    if found is None:
        return None
    first, last, fault, place = found.groups()
    return Outcome(int(first), int(last), "", "" if fault == WHOLE else fault, int(place))


def has_row(sequence: int, head: str) -> bool:
    """Whether the chain still has the row that was its last one once, as it was noted then."""
    return Access.objects.filter(sequence=sequence, digest=head).exists()


def let_go(today: date) -> int:
    """
    Remove rows older than TRAIL_RETENTION_MONTHS and let the chain begin after them; how many.

    That is recorded too. What can't be proven to be whole stays, for somebody has to look at it.
    Where the site's user may not delete (PostgreSQL, `docs/running.md`), nothing goes by itself.
    """
    day = add_months(today, -settings.TRAIL_RETENTION_MONTHS)
    before = timezone.make_aware(datetime(day.year, day.month, day.day))
    try:
        with transaction.atomic():
            return _let_go(before)
    except DatabaseError as error:
        logger.error("Old rows of the trail can't be let go: %s", type(error).__name__)
        return 0


def _let_go(before: datetime) -> int:
    head = lock_head()
    stays = (
        Access.objects.filter(sequence__gt=head.first_sequence, at__gte=before).order_by("sequence").first()
    )
    last = stays.sequence - 1 if stays else head.sequence
    count = last - head.first_sequence
    if count <= 0:
        return 0
    outcome = _check(head, last)
    if not outcome.is_whole:
        logger.critical("Old rows of the trail stay, because it isn't whole: %s", outcome)
        return 0
    QuerySet(Access).filter(sequence__lte=last).delete()
    head.first_sequence, head.first_digest = last, outcome.head
    keep_head(head)
    record(AccessKind.PURGED, note=f"trail up to row {last}", count=count)
    return count


def _head() -> TrailHead:
    return TrailHead.objects.filter(pk=1).first() or TrailHead()


def _check(head: TrailHead, last: int) -> Outcome:
    """The chain from where `head` lets it begin to row `last`."""
    place, before = head.first_sequence, head.first_digest

    def found(fault: str = "", row: int = 0) -> Outcome:
        return Outcome(head.first_sequence + 1, last, before, fault, row)

    if head.seal != seal_of(head) and (head.pk or Access.objects.exists()):
        return found("head")
    rows = Access.objects.filter(sequence__gt=place, sequence__lte=last).order_by("sequence")
    for row in rows.iterator(AT_ONCE):
        if row.sequence != place + 1:
            return found("removed", place + 1)
        if row.digest != digest(row, before):
            return found("changed", row.sequence)
        place, before = row.sequence, row.digest
    if place < last:
        return found("cut_off", place + 1)
    if last == head.sequence and before != head.digest:
        return found("head")
    if outside := _outside(head):
        return found("outside", outside.sequence)
    return found()


def _outside(head: TrailHead) -> Access | None:
    """A row before the beginning or after the end; those that others added meanwhile are none."""
    rows = Access.objects.order_by("sequence")
    after = rows.filter(sequence__gt=head.sequence).last()
    if after and after.sequence > _head().sequence:
        return after
    return rows.filter(sequence__lte=head.first_sequence).first()

"""
The daily mail to staff about what waits for them.

Owed once each working day, by the first worker that comes by after seven: the tally of that day and
the mails are one transaction, so neither a second worker nor one that dies halfway makes two of one.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from forms import digests, notifications
from forms.deadlines import is_working_day
from forms.models import Tally
from forms.permissions import policy

FIRST_HOUR = 7
"""Of the morning, in the time of the site."""

OWED = "digest"
"""Kind of the tally that says: this day's mails are owed."""


def owe_daily(now: datetime) -> int:
    """Owe the mails of this day, if they are not; to how many people."""
    local = timezone.localtime(now)
    if local.hour < FIRST_HOUR or not is_working_day(local.date()):
        return 0
    midnight = timezone.make_aware(datetime(local.year, local.month, local.day))
    day = {"kind": OWED, "digest": "", "since": midnight}
    if Tally.objects.filter(**day).exists():
        return 0
    with transaction.atomic():
        _tally, is_ours = Tally.objects.get_or_create(**day, defaults={"count": 1})
        return owe(local.date()) if is_ours else 0


def owe(today: date) -> int:
    """A mail for everybody who has something waiting and didn't refuse it."""
    owed = 0
    for user in recipients():
        if digests.lines(user, today):
            notifications.owe_digest(user)
            owed += 1
    return owed


def recipients() -> QuerySet:
    """Active staff with an address who see some applications and want to be reminded."""
    staff = policy.users_with_any_permission(["view"]).exclude(email="")
    return staff.filter(digest_refusal=None)

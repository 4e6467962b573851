"""
Whether something was counted within the last minutes, by whichever web process.

Without this somebody who reloads a page, or goes back to it, would count several times, and with a few
web processes a question of one person alone could reach the number from which on its words are shown
to editors. So all processes ask one table. It traces nobody: a mark is a keyed hash of what was counted
and of the ten minutes on the clock in which it was, another one for each ten minutes and other than
the digest in the count, so it can be compared only by who has the key and knows the question already. No
finer time than the hour stands beside it, marks have no order, and after two hours they are gone.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.models import CountedLately

ONCE_IN = timedelta(minutes=10)
"""What happens again so soon isn't counted; nor, by the clock's ten minutes, up to twice as late."""
KEPT_HOURS = timedelta(hours=1)
"""After the hour in which it was counted."""


def is_first(what: str) -> bool:
    """Whether `what` wasn't counted just now; from now on it was. Call it within the count's transaction."""
    now = timezone.now()
    present = int(now.timestamp() // ONCE_IN.total_seconds())
    if CountedLately.objects.filter(mark=_mark(what, present - 1)).exists():
        return False
    return CountedLately.objects.get_or_create(mark=_mark(what, present), defaults={"hour": _hour(now)})[1]


def forget(now: datetime) -> int:
    """Delete the marks that no question is held against any more; how many."""
    return CountedLately.objects.filter(hour__lt=_hour(now) - KEPT_HOURS).delete()[0]


def _mark(what: str, minutes: int) -> str:
    return salted_hmac("search.once", f"{minutes} {what}", algorithm="sha256").hexdigest()


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)

"""
What the session of a signed-in member of staff remembers: three moments, nothing about the person.

It ends after IDLE without a click, and after LONGEST in any case (OWASP ASVS 5.0, 7.3). Pings that an
open page sends by itself are no clicks.
"""

from datetime import datetime, timedelta

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
SELDOM = timedelta(minutes=1)
"""No more often than this is a click written down: a row to write at each would cost more than it tells."""

BEGAN, SEEN, PROVED = "staff_began", "staff_seen", "staff_proved"
"""Keys in the session: signed in, last click, last proved to be the person."""


def begin(sender, request, user, **kwargs):
    """Somebody signed in, with all that the sign-in asked of them."""
    now = timezone.now().timestamp()
    request.session.update({BEGAN: now, SEEN: now, PROVED: now})


user_logged_in.connect(begin, dispatch_uid="staff_session_begins")


def is_over(session, now: datetime) -> bool:
    """Whether a session of staff has ended, by idleness or by age. One that knows no moment has."""
    return _age(session, SEEN, now) >= IDLE or _age(session, BEGAN, now) >= LONGEST


def click(session, now: datetime) -> None:
    if _age(session, SEEN, now) >= SELDOM:
        session[SEEN] = now.timestamp()


def prove(session) -> None:
    """The person at the keyboard has just proved anew who they are."""
    session[PROVED] = timezone.now().timestamp()


def was_proved_within(session, span: timedelta, now: datetime) -> bool:
    return _age(session, PROVED, now) < span


def _age(session, key: str, now: datetime) -> timedelta:
    moment = session.get(key)
    return now - datetime.fromtimestamp(moment, now.tzinfo) if moment else timedelta.max

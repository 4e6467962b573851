"""
Guessing of passwords and codes: how long one has to wait, and what is kept of it.

django-axes counts wrong tries by user and address together; `forms.limits` counts all tries from one
address, so that one who tries many users is stopped too. What axes keeps names no user (what people
type into that field is at times a password) and is gone after KEPT.
"""

from datetime import datetime, timedelta
from math import ceil

from axes.models import AccessAttempt
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from forms import limits
from forms.crypto import blind_index

KEPT = timedelta(days=1)


def address(request) -> str | None:
    """From where, for axes: the network of a household in IPv6; None if our proxy doesn't tell."""
    return limits.address_of(request).partition("/")[0] or None


def user_name(request, credentials) -> str:
    """Under which axes counts a user: a keyed hash."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return blind_index("sign-in", typed)


def locked_out(request, original_response=None, credentials=None):
    """What axes answers with, once there were too many wrong tries."""
    return too_often(request, settings.AXES_COOLOFF_TIME)


def too_often(request, wait: timedelta):
    """«Try again later»: the same whoever it was, and whether there is such a user."""
    seconds = max(1, ceil(wait.total_seconds()))
    # Times are told in minutes, so the next full one is the first that is surely late enough.
    again_at = (timezone.localtime() + timedelta(seconds=seconds + 59)).replace(second=0, microsecond=0)
    context = {"again_at": again_at, "back_url": request.path}
    response = render(request, "forms/staff/too_often.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def forget_attempts(now: datetime) -> int:
    """Delete what axes keeps of wrong tries that nothing depends on any more; how many."""
    deleted, _by_model = AccessAttempt.objects.filter(attempt_time__lte=now - KEPT).delete()
    return deleted

"""
Asking anew who somebody is, before exports, erasures and changes of rights.

An unlocked computer is enough to read what is on its screen; it must not be enough for these.
"""

from datetime import timedelta
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from forms.staff import sessions

BEFORE_LOOKING = timedelta(minutes=10)
BEFORE_SENDING = timedelta(minutes=30)
"""A form that was opened in time may be sent this long after: nobody types the same thing twice."""

SAFE = {"GET", "HEAD", "OPTIONS"}


class StepUpMixin:
    """
    For class-based views, put first: who hasn't proved lately who they are is led to do so, and back.

        class ExportView(StepUpMixin, NotThereMixin, View): …
    """

    def dispatch(self, request, *args, **kwargs):
        if is_due(request):
            return lead_to_confirmation(request)
        return super().dispatch(request, *args, **kwargs)


def is_due(request) -> bool:
    """Whether the last proof is too long ago for this request."""
    span = BEFORE_LOOKING if request.method in SAFE else BEFORE_SENDING
    return not sessions.was_proved_within(request.session, span, timezone.now())


def lead_to_confirmation(request):
    """To the page that asks for a code, and from there back to where the person was."""
    target = request.get_full_path() if request.method in SAFE else _page_behind(request)
    return redirect(f"{reverse('two_factor_confirm')}?{urlencode({'next': target})}")


def own_address(request, target: str) -> str:
    """`target` if it lies on this site, else the start page of the admin: nobody is led away."""
    is_own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_own else reverse("wagtailadmin_home")


def _page_behind(request) -> str:
    """The page that a form was sent from; addresses that only take a POST can't be returned to."""
    page = own_address(request, request.headers.get("Referer", ""))
    return urlunsplit(urlsplit(page)._replace(scheme="", netloc=""))

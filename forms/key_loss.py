"""
When the keys are not those that sealed what is there: said plainly, on the screen and at the start.

Nothing is lost by that: with the right DATA_KEYS all opens again. What is sent meanwhile is sealed with
the keys there are, so then both belong into DATA_KEYS.
"""

import logging
from typing import Any

from django.core.checks import CheckMessage, Critical, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forms import crypto, reference
from forms.crypto import CannotOpen, blind_index
from forms.models import Application

logger = logging.getLogger(__name__)

TEMPLATE = "forms/cannot_open.html"


class CannotOpenPage:
    """Middleware: whatever can't be opened and nobody expected answers with a page that says so, 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, CannotOpen):
            return None
        # It names a table and a row, never what stands there.
        logger.error("%s: %s", request.resolver_match and request.resolver_match.view_name, exception)
        is_staff = request.path_info.startswith(reverse("wagtailadmin_home"))
        response = render(request, TEMPLATE, {"is_staff": is_staff}, status=503)
        response["Cache-Control"] = "no-store, private"
        return response


@register(Tags.security)
def check_that_keys_are_keys(**kwargs: Any) -> list[CheckMessage]:
    try:
        names = crypto.key_names()
        blind_index("check", "")
    except ImproperlyConfigured as error:
        return [Error(str(error), id="forms.E010")]
    if not names:
        return [Error("DATA_KEYS is empty: nothing can be sealed or opened.", id="forms.E010")]
    return []


@register(Tags.security, deploy=True)
def check_that_keys_fit(**kwargs: Any) -> list[CheckMessage]:
    return [Critical(text, id="forms.C011") for text in faults()]


def faults() -> list[str]:
    """What of the newest application doesn't fit the keys given; nothing where there is none yet."""
    try:
        newest = Application.objects.filter(anonymised_at=None).order_by("-sent_at", "-pk").first()
    except DatabaseError:  # not there yet, or not migrated: others say so
        return []
    if newest is None:
        return []
    try:
        normal = reference.normalise(newest.reference)
    except (CannotOpen, ImproperlyConfigured, IndexError):
        return [
            "The newest application can't be opened with the DATA_KEYS given. Bring back the key that sealed"
            " it, beside the present ones. Until then staff and applicants see a page that says so."
        ]
    if blind_index("reference", normal) != newest.reference_hash:
        return [
            "INDEX_KEY is not the one that the applications were received with: nothing is found by"
            " reference, telephone or AMKA, and the trail can't be proven. Bring it back."
        ]
    return []


def warn_at_start() -> None:
    """What a server calls before its first request: says loudly what doesn't fit, and starts anyway."""
    for text in faults():
        logger.critical(text)
    connections.close_all()  # server processes that are forked off must not share one

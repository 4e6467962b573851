"""
Which draft a browser holds, and what must be said with every answer about it.

The session holds one draft id per form and language family; an application is found by the id of
the draft it was made from.
"""

import logging
from datetime import timedelta
from functools import wraps

from django.views.decorators.http import require_http_methods

from forms import browser
from forms.actions import applying
from forms.crypto import CannotOpen
from forms.enums import Channel
from forms.models import Application
from forms.permissions import user_can_enter

logger = logging.getLogger(__name__)

TOLD = timedelta(minutes=15)
"""For how long the page with the code can be loaded again: enough to write it down, or to find a printer."""

looked_at_or_posted = require_http_methods(["GET", "HEAD", "POST"])


def private(view):
    """
    No copy of the answer is kept, no search engine lists it, no other site learns its address.

    Not `no-referrer` where something is posted: under that policy browsers send `Origin: null`
    with a POST (Fetch, "append a request Origin header"), and the check of tokens refuses it.
    `same-origin` tells other sites as little.
    """

    @wraps(view)
    def wrapped(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def draft_of(request, page):
    """
    The current draft of this browser for the form; on a POST, locked. None if there is none.

    One that was put by is nobody's until somebody comes back with its link or code.
    """
    draft_id = browser.remembered(request, page.translation_key)
    if not draft_id:
        return None
    if request.method == "POST":
        draft = applying.lock(draft_id, page.translation_key)
    else:
        draft = applying.find(draft_id, page.translation_key)
    if draft is None or draft.is_put_by or not is_usable_by(request, draft, page):
        return None
    return draft if opens(draft) else None


def opens(draft):
    """Whether its answers can be opened: asked once, so that no screen meets sealed ones."""
    try:
        draft.answers  # noqa: B018
    except CannotOpen:
        logger.error("A draft can't be opened; its sender was asked to begin again.")
        return False
    return True


def is_usable_by(request, draft, page):
    """What staff key in for somebody is for that worker alone, signed in and still allowed to."""
    if draft.channel == Channel.ONLINE:
        return True
    user = request.user
    return user.is_authenticated and user.pk == draft.entered_by_id and user_can_enter(user, page)


def application_of(request, page):
    """The application made from the draft that this browser began last."""
    draft_id = browser.remembered(request, page.translation_key)
    if not draft_id:
        return None
    return Application.objects.filter(draft_id=draft_id, form=page.translation_key).first()


def discard(request, page):
    """Delete the draft this browser holds for the form, current or expired."""
    if draft_id := browser.remembered(request, page.translation_key):
        applying.discard(draft_id, page.translation_key)


def told(request, page):
    """What the page with the code says of a draft just put by; None once the time is over."""
    return browser.aside(request, aside_name(page), TOLD)


def aside_name(page):
    """Under which the browser puts aside the code of a draft just put by (`forms.browser`)."""
    return f"told.{page.translation_key}"

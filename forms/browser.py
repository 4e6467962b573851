"""
Which drafts a browser holds: the session keeps one draft id per form, of all languages, nothing else.
"""

import uuid
from typing import Any

from django.http import HttpRequest

SESSION_KEY = "drafts"


def remembered(request: HttpRequest, form: uuid.UUID) -> uuid.UUID | None:
    """The draft id for a form (its translation key). A session is data from outside: it may hold anything."""
    try:
        return uuid.UUID(request.session[SESSION_KEY][str(form)])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def remember(request: HttpRequest, draft: Any) -> None:
    """From now on this browser goes on with `draft`."""
    request.session[SESSION_KEY] = {
        **request.session.get(SESSION_KEY, {}),
        str(draft.form): str(draft.pk),
    }


def forget(request: HttpRequest, form: uuid.UUID) -> None:
    """This browser no longer leads to its draft for the form; the draft itself stays."""
    drafts = request.session.get(SESSION_KEY)
    if isinstance(drafts, dict) and str(form) in drafts:
        request.session[SESSION_KEY] = {key: kept for key, kept in drafts.items() if key != str(form)}

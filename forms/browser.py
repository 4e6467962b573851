"""
Which drafts a browser holds: the session keeps one draft id per form, of all languages.

Beside that only what a page shows once more when it is loaded again, such as the code of a draft
just put by: sealed, so that a session row alone tells nothing, and for a short while.
"""

import base64
import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from forms.crypto import CannotOpen, open_sealed, seal

SESSION_KEY, ASIDE_KEY = "drafts", "aside"


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


def put_aside(request: HttpRequest, name: str, value: Any) -> None:
    """Keep a JSON value, sealed, for the pages that follow."""
    plain = json.dumps({"at": timezone.now().isoformat(), "value": value})
    sealed = base64.b64encode(seal(plain.encode(), f"session.{name}")).decode()
    request.session[ASIDE_KEY] = {**request.session.get(ASIDE_KEY, {}), name: sealed}


def aside(request: HttpRequest, name: str, within: timedelta = timedelta.max) -> Any:
    """What was put aside under `name` no longer ago than `within`; None if there is nothing."""
    try:
        kept = json.loads(open_sealed(base64.b64decode(request.session[ASIDE_KEY][name]), f"session.{name}"))
        is_fresh = timezone.now() - datetime.fromisoformat(kept["at"]) <= within
    except (KeyError, TypeError, ValueError, CannotOpen):
        return None
    return kept["value"] if is_fresh else None


def drop_aside(request: HttpRequest, name: str) -> None:
    """Keep it no longer."""
    kept = request.session.get(ASIDE_KEY)
    if isinstance(kept, dict) and name in kept:
        request.session[ASIDE_KEY] = {key: value for key, value in kept.items() if key != name}

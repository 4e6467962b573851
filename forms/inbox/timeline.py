"""
What happened to an application, what was mailed about it and who looked, in one list by time.

A text says who reads it, in words: a note for colleagues must never be taken for a message.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from forms.crypto import CannotOpen
from forms.enums import AccessKind, EventKind
from forms.inbox.masking import Mask, Words
from forms.models import Access, Event, Mail
from forms.workflow import MEANT_FOR_APPLICANTS, OF_THE_PERSON, label_of

logger = logging.getLogger(__name__)

LOOKS = [
    AccessKind.VIEW,
    AccessKind.PREVIOUS,
    AccessKind.REVEAL,
    AccessKind.FILE,
    AccessKind.PRINT,
    AccessKind.DOCUMENT,
    AccessKind.EXPORT,
    AccessKind.ARCHIVE,
]
"""What of the trail colleagues see of each other; changes are events, and refusals are the auditor's."""

LOOKS_READ = 500
"""Rows of the trail at most; whoever needs them all reads the trail."""

APPLICANT, COLLEAGUES, FROM_APPLICANT, ON_REQUEST = "applicant", "colleagues", "from-applicant", "on-request"
"""Who reads a text, or that its writer is the applicant."""

SENT_BY_APPLICANTS = [EventKind.PAPERS_ARRIVED]

MAILS: dict[str, str | Promise] = {
    "received": _("E-mail: your application has arrived"),
    "news": _("E-mail: there is news"),
}
"""By template. Any other is simply an e-mail to the applicant."""


@dataclass(frozen=True)
class Moment:
    """One entry. `kind` is `event`, `mail` or `look`."""

    at: datetime
    kind: str
    label: str | Promise
    who: str = ""
    text: Words | None = None
    audience: str = ""
    is_damaged: bool = False
    state: str = ""
    state_label: str = ""
    assignee: str = ""
    mail: Mail | None = None
    times: int = 1
    """Of a look: how often on that day, the last time `at`."""
    event: Event | None = field(default=None, repr=False)


def moments_of(application, mask: Mask, events: Iterable[Event], mails: Iterable[Mail]) -> list[Moment]:
    """All of them, the latest first."""
    made = [
        *(moment_of(event, application, mask) for event in events),
        *map(mailed, mails),
        *looked(application),
    ]
    return sorted(made, key=lambda moment: moment.at, reverse=True)


def moment_of(event: Event, application, mask: Mask) -> Moment:
    try:
        text, is_damaged = event.text or "", False
    except CannotOpen:
        logger.error("Event %s of application %s cannot be opened", event.pk, event.application_id)
        text, is_damaged = "", True
    return Moment(
        event.at,
        "event",
        EventKind(event.kind).label,
        who=get_user_display_name(event.by) if event.by else "",
        text=mask.over(text, f"event.{event.pk}") if text else None,
        audience=audience_of(event.kind) if text or is_damaged else "",
        is_damaged=is_damaged,
        state=event.state,
        state_label=label_of(event.state, application.form) if event.state else "",
        assignee=assigned(event),
        event=event,
    )


def audience_of(kind: str) -> str:
    if kind in MEANT_FOR_APPLICANTS:
        return APPLICANT
    if kind in OF_THE_PERSON:
        return ON_REQUEST
    return FROM_APPLICANT if kind in SENT_BY_APPLICANTS else COLLEAGUES


def assigned(event: Event) -> str:
    is_other = event.assignee_id and event.assignee_id != event.by_id
    return get_user_display_name(event.assignee) if is_other else ""


def mailed(mail: Mail) -> Moment:
    at = mail.bounced_at or mail.sent_at or mail.given_up_at or mail.owed_at
    return Moment(at, "mail", MAILS.get(mail.template, _("E-mail to the applicant")), mail=mail)


def looked(application) -> list[Moment]:
    """Each colleague's looks of one kind on one day are one entry."""
    rows = Access.objects.filter(application_id=application.pk, kind__in=LOOKS, by__isnull=False)
    days: dict[tuple, list[Access]] = {}
    for row in rows.select_related("by").order_by("-at")[:LOOKS_READ]:
        days.setdefault((timezone.localdate(row.at), row.by_id, row.kind), []).append(row)
    return [
        Moment(
            same[0].at,
            "look",
            AccessKind(kind).label,
            who=get_user_display_name(same[0].by),
            times=len(same),
        )
        for (_day, _user, kind), same in days.items()
    ]

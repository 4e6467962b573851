"""What the office holds of one application, on paper for the person it is about."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from forms.crypto import CannotOpen
from forms.definition import Definition, Question, Step
from forms.documents.rendering import pdf as rendered
from forms.enums import AccessKind, AppointmentState
from forms.keys import DETAILS
from forms.models import Access, Application, Event
from forms.uploads import keeping
from forms.workflow import OF_THE_PERSON, TOLD_OF, staff_label

TEMPLATE = "forms/documents/held.html"

LOOKS = [AccessKind.VIEW, AccessKind.PREVIOUS, AccessKind.PRINT, AccessKind.FILE, AccessKind.REVEAL]
"""What counts as somebody having opened it."""


def pdf(application: Application, request: HttpRequest, *, with_notes: bool) -> bytes:
    """In the words and the language of who sent it. Raises CannotOpen."""
    with translation.override(application.language):
        context = particulars(application, with_notes=with_notes)
    return rendered(TEMPLATE, context, request, application.language)


def particulars(application: Application, *, with_notes: bool) -> dict[str, Any]:
    definition = Definition.from_version(application.version)
    return {
        "title": definition.title,
        "reference": application.reference,
        "unit": application.unit.slug,
        "unit_name": application.unit.name,
        "sent_at": application.sent_at,
        "channel": application.get_channel_display(),
        "state": staff_label(application),
        "decided_at": application.decided_at,
        "keep_until": application.keep_until,
        "privacy_notice": definition.privacy_notice,
        "looks": looks_at(application),
        "parts": [
            {
                "title": step.title,
                "rows": [
                    {
                        "question": question.label,
                        "lines": words,
                        "is_about_others": is_about_others(step, question),
                    }
                    for question, words in rows
                ],
            }
            for step, rows in definition.in_words(application.answers)
        ],
        "history": [
            {"at": event.at, "what": TOLD_OF[event.kind], "text": _told(event)}
            for event in application.events.all()
            if event.kind in TOLD_OF
        ],
        "sessions": application.appointments.filter(state=AppointmentState.ATTENDED).count(),
        "files": [file["name"] for file in keeping.listed(application)],
        "documents": application.issued_documents.all(),
        "notes": _notes(application) if with_notes else None,
    }


def _notes(application: Application) -> list[dict[str, Any]]:
    """All that was written among colleagues."""
    inside = application.events.exclude(kind__in=OF_THE_PERSON).exclude(sealed_text=b"")
    return [{"at": event.at, "what": event.get_kind_display(), "text": _opened(event)} for event in inside]


def _told(event: Event) -> str:
    return _opened(event) if event.kind in OF_THE_PERSON else ""


def _opened(event: Event) -> str:
    try:
        return event.text or ""
    except CannotOpen:
        return _("Cannot be opened")


def is_about_others(step: Step, question: Question) -> bool:
    """Whether an answer is about somebody else: rows of people, another's AMKA, who applied for them."""
    return (
        question.kind == "group"
        or step.key == DETAILS
        or (question.kind == "amka" and not question.is_applicants)
    )


def looks_at(application: Application) -> dict[str, int]:
    """How many people of the office opened it, and how often."""
    rows = Access.objects.filter(application_id=application.pk, kind__in=LOOKS, by__isnull=False)
    return rows.order_by().aggregate(people=Count("by", distinct=True), times=Count("pk"))

"""Issuing a document that was drawn up, and taking it back."""

from datetime import date
from typing import Any

from django.utils import timezone

from forms import failpoints, trail, verification_code
from forms.actions.casework import tell_of_news
from forms.actions.changing import AlreadyWithdrawn, NotInTurn, changing, record
from forms.documents import issuing
from forms.enums import AccessKind, EventKind, State
from forms.models import Application, IssuedDocument


def issue(application: Application, drawn: issuing.DrawnUp, *, by: Any, version: int) -> IssuedDocument:
    """
    Issue a document: row, event and the applicant's mail stand or fall together.

    Refused where the template doesn't fit the application any more.
    """
    with changing(application, version, open_only=False) as row:
        if row.state == State.WITHDRAWN:
            raise AlreadyWithdrawn
        if not issuing.offered(row).filter(pk=drawn.template.pk).exists():
            raise NotInTurn
        document = IssuedDocument(
            application=row,
            template=drawn.template,
            title=drawn.content["title"],
            protocol_number=drawn.particulars.protocol_number,
            issued_on=drawn.particulars.issued_on,
            valid_until=drawn.valid_until,
            issued_by=by,
            made_at=timezone.now(),
            verification_hash=verification_code.hashed(drawn.code),
        )
        issuing.keep(document, drawn)
        document.save(force_insert=True)
        record(row, EventKind.ISSUED, by, text=named(document))
        tell_of_news(row)
        failpoints.pass_by("while_issuing")
    return document


def revoke(document: IssuedDocument, reason: str, *, by: Any, version: int) -> IssuedDocument:
    """Take a document back, with the reason staff will read: whoever checks it learns it isn't genuine."""
    if document.application is None:
        raise NotInTurn
    with changing(document.application, version, open_only=False) as row:
        document = row.issued_documents.get(pk=document.pk)
        if document.revoked_at is not None:
            raise NotInTurn
        document.revoked_at = timezone.now()
        document.save(update_fields=["revoked_at"])
        record(row, EventKind.REVOKED, by, text=f"{named(document)}\n{reason}")
    return document


def open_pdf(document: IssuedDocument, *, by: Any) -> bytes:
    """The PDF as it was issued, and that somebody opened it on the trail. Raises CannotOpen."""
    trail.record(AccessKind.DOCUMENT, by=by, application=document.application, note=document.protocol_number)
    return issuing.read_pdf(document)


def is_taken(application: Application, protocol_number: str, issued_on: date) -> bool:
    """Whether the unit has issued another document under this number, in that year, and not revoked it."""
    same = IssuedDocument.objects.filter(revoked_at=None, protocol_number=protocol_number)
    return same.filter(issued_on__year=issued_on.year, application__unit=application.unit_id).exists()


def named(document: IssuedDocument) -> str:
    """How the history calls a document."""
    return f"{document.title}, {document.protocol_number}, {document.issued_on:%d/%m/%Y}"

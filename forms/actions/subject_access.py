"""
What the office holds about one person, for the person: access and portability (GDPR, articles 15, 20).

Found by a number or address that was given in an application. The person's own data are complete, their
AMKA too. Parts about others are marked, for the office to look at first (article 15, paragraph 4). Notes
among colleagues are left out unless asked for, for they are the office's; whether the person gets them
is decided case by case. Who opened the application is told as a number of people and of times:
colleagues under the office's orders are no recipients to be named (Court of Justice, C-579/21).
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils import translation

from forms import trail
from forms.actions.following_up import digests_of
from forms.crypto import CannotOpen
from forms.definition import Definition
from forms.documents import held, issuing, rendering
from forms.enums import AccessKind, EventKind, UploadState
from forms.models import Application, Event, Upload
from forms.uploads import keeping
from forms.workflow import OF_THE_PERSON

AMONG_COLLEAGUES = [EventKind.NOTED, EventKind.DECIDED]
"""Events whose text was written for colleagues."""

Entry = tuple[str, bytes]
"""A path inside the archive, and what stands there."""


def applications_about(fact: str) -> list[Application]:
    """Applications in which `fact`, a phone, e-mail or AMKA, was given; the oldest first."""
    found = Application.objects.filter(lookups__digest__in=digests_of(fact), anonymised_at=None)
    return list(found.select_related("version", "unit").distinct().order_by("sent_at", "pk"))


def readable(application: Application, *, with_notes: bool = False) -> dict[str, Any]:
    """An application as JSON can hold it: answers as kept, beside them in the words the person saw."""
    definition = Definition.from_version(application.version)
    return {
        "reference": application.reference,
        "form": definition.title,
        "unit": application.unit.name,
        "channel": application.channel,
        "state": application.state,
        "sent_at": application.sent_at.isoformat(),
        "decided_at": application.decided_at and application.decided_at.isoformat(),
        "keep_until": application.keep_until and application.keep_until.isoformat(),
        "privacy_notice": definition.privacy_notice,
        "answers": application.answers,
        "in_words": [
            {
                "step": step.title,
                "question": question.label,
                "answer": words,
                "about_others": held.is_about_others(step, question),
            }
            for step, rows in definition.answered(application.answers)
            for question, words in rows
        ],
        "history": [
            {
                "at": event.at.isoformat(),
                "what": event.kind,
                "text": _text(event) if _is_told(event, with_notes) else None,
            }
            for event in application.events.all()
        ],
        "files": [
            {"name": file["name"], "is_included": file["state"] == UploadState.CLEAN}
            for file in keeping.listed(application)
        ],
        "documents": [
            {
                "title": document.title,
                "number": document.protocol_number,
                "on": document.issued_on.isoformat(),
            }
            for document in application.issued_documents.all()
        ],
        "appointments": [
            {"at": row.starts_at.isoformat(), "state": row.state} for row in application.appointments.all()
        ],
        "opened_by_staff": held.looks_at(application),
        "has_internal_notes": with_notes,
    }


def hand_out(applications: list[Application], *, by: Any, reason: str) -> None:
    """Record that these leave the office, before they do."""
    with transaction.atomic():
        for application in applications:
            trail.record(AccessKind.ARCHIVE, by=by, application=application, note=reason)


def archive(
    applications: Iterable[Application], *, request: HttpRequest | None, with_notes: bool
) -> Iterator[bytes]:
    """A ZIP of the applications, piece by piece: no more than one file is in memory at a time."""
    out = _Outlet()
    with zipfile.ZipFile(cast(IO[bytes], out), "w", zipfile.ZIP_DEFLATED) as file:
        for application in applications:
            for name, content in entries(application, request=request, with_notes=with_notes):
                file.writestr(name, content)
                yield out.take()
    yield out.take()


def entries(
    application: Application, *, request: HttpRequest | None = None, with_notes: bool = False
) -> Iterator[Entry]:
    """What is handed out of one application. What can't be opened is named instead of left out in silence."""
    try:
        folder = application.reference
        text = json.dumps(readable(application, with_notes=with_notes), ensure_ascii=False, indent=2)
    except CannotOpen:
        yield f"{application.pk}/cannot-be-opened.txt", b""
        return
    yield f"{folder}/application.json", text.encode()
    if request is not None and rendering.are_available():
        with translation.override(application.language):
            yield f"{folder}/application.pdf", held.pdf(application, request, with_notes=with_notes)
    for number, upload in enumerate(application.uploads.filter(state=UploadState.CLEAN), start=1):
        yield from _file(f"{folder}/files", number, upload)
    for document in application.issued_documents.exclude(sealed_pdf=b""):
        number_in_name = document.protocol_number.replace("/", "-")
        try:
            yield f"{folder}/documents/{number_in_name}.pdf", issuing.read_pdf(document)
        except CannotOpen:
            yield f"{folder}/documents/{number_in_name} cannot-be-opened.txt", b""


def write_out(fact: str, folder: Path, by: Any) -> int:
    """
    Write each application about the person, with its files, into `folder`; how many there were.

    Raises FileExistsError rather than mixing two people's papers: the folder must not be there yet.
    """
    applications = applications_about(fact)
    folder.mkdir(mode=0o700)
    hand_out(applications, by=by, reason="subject_export")
    for application in applications:
        for name, content in entries(application):
            path = folder / name
            for parent in (path.parent.parent, path.parent):
                parent.mkdir(mode=0o700, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(content)
    return len(applications)


def _file(folder: str, number: int, upload: Upload) -> Iterator[Entry]:
    """Numbered, since two files may have one name; names were cleaned as they arrived."""
    try:
        name = f"{folder}/{number:02} {upload.details['name']}"
    except CannotOpen:
        name = f"{folder}/{number:02}"
    try:
        yield name, keeping.read(upload)
    except (CannotOpen, FileNotFoundError):
        yield f"{name} cannot-be-opened.txt", b""


def _is_told(event: Event, with_notes: bool) -> bool:
    return event.kind in OF_THE_PERSON or (with_notes and event.kind in AMONG_COLLEAGUES)


def _text(event: Event) -> str | None:
    try:
        return event.text
    except CannotOpen:
        return None


class _Outlet:
    """Where the ZIP is written to, emptied as it grows: no way back, so `zipfile` never rewrites."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        content = b"".join(self.pieces)
        self.pieces.clear()
        return content

"""
What the office holds about one person, for the person: access and portability (GDPR, articles 15, 20).

Found by a number or address that was given in an application. Internal notes are left out, for
they are the office's; whether the person gets them too is decided case by case.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from forms import trail
from forms.actions.following_up import digests_of
from forms.definition import Definition
from forms.enums import AccessKind, UploadState
from forms.models import Application, Upload
from forms.uploads import keeping
from forms.workflow import MEANT_FOR_APPLICANTS


def applications_about(fact: str) -> list[Application]:
    """Applications in which `fact`, a phone, e-mail or AMKA, was given; the oldest first."""
    found = Application.objects.filter(lookups__digest__in=digests_of(fact), anonymised_at=None)
    return list(found.select_related("version", "unit").distinct().order_by("sent_at", "pk"))


def readable(application: Application) -> dict[str, Any]:
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
            {"step": step.title, "question": question.label, "answer": words}
            for step, rows in definition.answered(application.answers)
            for question, words in rows
        ],
        "history": [
            {
                "at": event.at.isoformat(),
                "what": event.kind,
                "text": event.text if event.kind in MEANT_FOR_APPLICANTS else None,
            }
            for event in application.events.all()
        ],
        "files": [file["name"] for file in keeping.listed(application)],
    }


def write_out(fact: str, folder: Path, by: Any) -> int:
    """
    Write each application about the person, with its files, into `folder`; how many there were.

    Each is recorded as opened by the user `by`, and each file. Raises FileExistsError rather than
    mixing two people's papers: the folder must not be there yet.
    """
    applications = applications_about(fact)
    folder.mkdir(mode=0o700)
    for application in applications:
        own = folder / application.reference
        own.mkdir(mode=0o700)
        with transaction.atomic():
            _record(application, AccessKind.VIEW, by)
            text = json.dumps(readable(application), ensure_ascii=False, indent=2)
            _write(own / "application.json", text.encode())
            for number, upload in enumerate(application.uploads.filter(state=UploadState.CLEAN), start=1):
                _record(application, AccessKind.FILE, by)
                _write(own / _file_name(number, upload), keeping.read(upload))
    return len(applications)


def _file_name(number: int, upload: Upload) -> str:
    """Numbered, since two files may have one name; names were cleaned as they arrived."""
    return f"{number:02} {upload.details['name']}"


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def _record(application: Application, kind: AccessKind, by: Any) -> None:
    trail.record(kind, by=by, application=application)

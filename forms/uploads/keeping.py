"""
The files themselves: sealed bytes in UPLOADS_DIR, a row of `Upload` for each.

The file is written first and its row second, so a row always has its bytes; what a crash leaves
between the two is found by `forms.uploads.sweeping`. Rows may be deleted in any way: a signal
takes their bytes along once that is committed.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms.crypto import CannotOpen, open_sealed, seal
from forms.enums import UploadState
from forms.models import Application, Draft, Upload
from forms.uploads import disk
from forms.uploads.checking import Accepted
from forms.uploads.refused import Refused

logger = logging.getLogger(__name__)


def files_of(owner: Draft | Application) -> dict[str, list[dict[str, Any]]]:
    """The files a draft or an application holds, by question: `{"id", "name", "size", "state"}`."""
    files: dict[str, list[dict[str, Any]]] = {}
    for upload in owner.uploads.all():
        files.setdefault(upload.question, []).append(described(upload))
    return files


def listed(application: Application) -> list[dict[str, Any]]:
    """All files of an application for staff, the oldest first; a damaged row doesn't hide the others."""
    return [_listed(upload) for upload in application.uploads.all()]


def _listed(upload: Upload) -> dict[str, Any]:
    more = {"question": upload.question, "arrived_at": upload.arrived_at}
    try:
        file = described(upload)
    except CannotOpen:
        logger.error("The details of upload %s cannot be opened", upload.pk)
        file = {
            "id": str(upload.pk),
            "name": "?",
            "size": 0,
            "state": upload.state,
            "media_type": "",
        }
    return file | more | {"is_picture": file["media_type"].startswith("image/")}


def described(upload: Upload) -> dict[str, Any]:
    """What a screen shows of a file."""
    details = upload.details
    return {
        "id": str(upload.pk),
        "name": details["name"],
        "size": details["size"],
        "state": upload.state,
        "media_type": details["media_type"],
    }


def store(
    accepted: Accepted,
    *,
    question: str = "",
    most: int | None = None,
    draft: uuid.UUID | None = None,
    application: uuid.UUID | None = None,
) -> Upload:
    """
    Keep a checked file for a draft or an application, given by id. Raises Refused.

    With `most` 1 it takes the place of the one that is there. The same content twice for one
    question is kept once. Quick: it is what happens under the owner's lock.
    """
    upload = Upload(
        draft_id=draft,
        application_id=application,
        question=question,
        state=accepted.state,
        stored_as=disk.new_name(),
        arrived_at=timezone.now(),
    )
    upload.details = {
        "name": accepted.name,
        "media_type": accepted.media_type,
        "size": len(accepted.content),
        "sha256": hashlib.sha256(accepted.content).hexdigest(),
    }
    disk.write(upload.stored_as, seal(accepted.content, context_of(upload)))
    try:
        with transaction.atomic():
            kept = _add(upload, most)
    except BaseException:
        disk.remove(upload.stored_as)
        raise
    if kept is not upload:
        disk.remove(upload.stored_as)
    return kept


def _add(upload: Upload, most: int | None) -> Upload:
    """The row that holds the content: `upload`, or the one that was there with the same."""
    there = _lock_and_list(upload)
    same_question = [row for row in there if row.question == upload.question]
    for row in same_question:
        if row.state != UploadState.INFECTED and row.details["sha256"] == upload.details["sha256"]:
            return row
    replaced = same_question if most == 1 else []
    if most is not None and len(same_question) - len(replaced) >= most:
        raise Refused("too_many")
    # Papers that the office asks for later have their own measure: the form may have used all of its.
    together = [row for row in there if bool(row.question) == bool(upload.question)]
    if len(together) - len(replaced) >= settings.UPLOAD_MAX_FILES:
        raise Refused("too_many_in_all")
    discard(replaced)
    upload.save(force_insert=True)
    return upload


def _lock_and_list(upload: Upload) -> list[Upload]:
    """All files of the new one's owner, which stays locked; refused as late if that is gone."""
    if upload.draft_id:
        owners = Draft.objects.current(timezone.now()).filter(pk=upload.draft_id)
    else:
        owners = Application.objects.filter(pk=upload.application_id)
    owner = owners.select_for_update().first()
    if owner is None:
        raise Refused("late")
    return list(owner.uploads.all())


def hand_over(draft: Draft, application: Application, answers: Any) -> None:
    """The files that `answers` name go with the application; the draft's others are deleted."""
    named = {
        (key, row["id"])
        for key, answer in answers.items()
        if isinstance(answer, list)
        for row in answer
        if isinstance(row, dict) and "id" in row
    }
    rows = list(draft.uploads.all())
    going = [row.pk for row in rows if (row.question, str(row.pk)) in named]
    Upload.objects.filter(pk__in=going).update(draft=None, application=application)
    discard(row for row in rows if row.pk not in going)


def read(upload: Upload) -> bytes:
    """The bytes of a file. Raises FileNotFoundError, or CannotOpen when they are damaged."""
    return open_sealed(disk.read(upload.stored_as), context_of(upload))


def discard(uploads: Iterable[Upload]) -> int:
    """Delete files with their rows; how many. Their bytes go once that is committed."""
    gone, _by_model = Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    return gone


def context_of(upload: Upload) -> str:
    """The place the bytes are sealed for."""
    return f"upload:{upload.pk}"

"""
What the worker does about files by itself, and what `manage.py check_orphans` looks at.

A process that dies between writing a file and its row leaves a file nobody knows.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from forms.crypto import CannotOpen
from forms.enums import UploadState
from forms.models import Upload
from forms.uploads import disk, keeping, scanning

logger = logging.getLogger(__name__)

IN_FLIGHT = 15 * 60
"""Seconds a file may be there without its row: its request may still be on the way."""
AT_ONCE = 20
"""How many files one sweep scans; the next comes in a minute."""


def sweep(now: datetime) -> None:
    """What is due each minute: scan what waits, and look through one of the sixteen folders."""
    rescan()
    folder = disk.FOLDERS[int(now.timestamp() // 60) % len(disk.FOLDERS)]
    remove_strays(files_without_row(folder))


def rescan() -> int:
    """
    Scan files in quarantine, the oldest first; how many have a verdict now.

    Ends when the scanner is away: the others would only wait as long. Without one configured any
    more they stay where they are.
    """
    if not scanning.is_configured():
        return 0
    judged = 0
    for upload in list(Upload.objects.filter(state=UploadState.QUARANTINED)):
        if judged >= AT_ONCE:
            break
        try:
            infected = scanning.is_infected(keeping.read(upload))
        except scanning.NoVerdict:
            logger.error("clamd can't judge upload %s, which stays in quarantine.", upload.pk)
            continue
        except scanning.NoAnswer:
            break
        except (FileNotFoundError, CannotOpen):
            logger.error("Upload %s waits for its scan, but its bytes can't be read.", upload.pk)
            continue
        _settle(upload, UploadState.INFECTED if infected else UploadState.CLEAN)
        judged += 1
    return judged


def _settle(upload: Upload, state: UploadState) -> None:
    """Note the verdict. Infected bytes are deleted; the row stays and says so."""
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk, state=UploadState.QUARANTINED).update(state=state)
        if state == UploadState.INFECTED:
            logger.warning("A virus was found in upload %s; its bytes were deleted.", upload.pk)
            transaction.on_commit(lambda: disk.remove(upload.stored_as))


@dataclass(frozen=True)
class Orphans:
    """What doesn't belong together."""

    files: list[Path]
    rows: list[Upload]


def orphans() -> Orphans:
    """Files without a row, and rows whose bytes should be there and aren't."""
    files = files_without_row()
    rows = Upload.objects.exclude(state=UploadState.INFECTED)
    return Orphans(files, [row for row in rows.iterator() if not disk.path_of(row.stored_as).exists()])


def files_without_row(folders: str = disk.FOLDERS) -> list[Path]:
    there = list(disk.there(folders))
    known = set()
    # An infected file's bytes were to go; where they are still there, nobody knows them.
    rows = Upload.objects.exclude(state=UploadState.INFECTED)
    for letter in folders:
        known |= set(rows.filter(stored_as__startswith=letter).values_list("stored_as", flat=True))
    return sorted(path for path in there if path.name not in known)


def remove_strays(files: list[Path]) -> int:
    """Delete those of `files` that no request can be busy with any more; how many."""
    gone = 0
    for path in files:
        try:
            if time.time() - path.stat().st_mtime > IN_FLIGHT:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone

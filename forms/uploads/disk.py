"""
Sealed bytes on disk, under names that say nothing.

Sixteen folders, by the first letter of the name. Only this account may look (0700, 0600). A
file is there whole or not at all: it is written as `.part` first, then renamed.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FOLDERS = "0123456789abcdef"
PART = ".part"


def new_name() -> str:
    return secrets.token_hex(32)


def path_of(name: str) -> Path:
    return Path(settings.UPLOADS_DIR) / name[0] / name


def write(name: str, sealed: bytes) -> None:
    """Write it and make sure that it outlives a power cut."""
    path = path_of(name)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(name + PART)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        _sync(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def read(name: str) -> bytes:
    """Raises FileNotFoundError."""
    return path_of(name).read_bytes()


def remove(name: str) -> None:
    """No matter whether it is there."""
    path_of(name).unlink(missing_ok=True)


def there(folders: str = FOLDERS) -> Iterator[Path]:
    """All files in these folders, also those half written."""
    for folder in folders:
        try:
            yield from (Path(entry.path) for entry in os.scandir(Path(settings.UPLOADS_DIR) / folder))
        except FileNotFoundError:
            continue


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

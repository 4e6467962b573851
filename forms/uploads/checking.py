"""
From what a browser posted to bytes that may be kept: the one way in for every file.

Size, type by content, name, full parse in a child process, and the virus scanner, in that order.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from forms.enums import UploadState
from forms.fields import visible
from forms.uploads import recognise, scanning
from forms.uploads.decoding import decoded
from forms.uploads.refused import Refused

NAME_LENGTH = 150
SEPARATORS = dict.fromkeys(map(ord, '/\\:*?"<>|'), "_")


@dataclass(frozen=True)
class Accepted:
    """A file that was checked; clean or, while the scanner is away, in quarantine."""

    name: str
    media_type: str
    content: bytes
    state: UploadState


def check(posted: Any, kinds: str = "any") -> Accepted:
    """
    What is to be kept of a Django `UploadedFile`. Raises Refused.

    `kinds` is `any`, `images` or `pdf`, as in a question's `file_kinds`.
    """
    if posted.size > settings.UPLOAD_MAX_BYTES:
        raise Refused("too_large")
    data = posted.read()
    if not data:
        raise Refused("empty")
    name = cleaned_name(posted.name)
    media_type = recognise.recognise(data)
    if media_type is None:
        raise Refused("unknown")
    if recognise.contradicts(media_type, name, posted.content_type or ""):
        raise Refused("contradiction")
    if kinds == "images" and media_type not in recognise.IMAGES:
        raise Refused("images_only")
    if kinds == "pdf" and media_type != recognise.PDF:
        raise Refused("pdf_only")
    # The scanner sees what came, the decoder's output is what is kept.
    state = scanning.state_of(data)
    if state == UploadState.INFECTED:
        raise Refused("infected")
    content, kept_type = decoded(data, media_type)
    return Accepted(with_extension(name, kept_type), kept_type, content, state)


def cleaned_name(name: str | None) -> str:
    """
    A file name to show: composed, in one line, of no path, with nothing unseen, of bounded length.

    It is never a path here: on disk the file has a random name.
    """
    name = visible(name or "").replace("\\", "/").rpartition("/")[2]
    name = name.translate(SEPARATORS).strip(" .") or "file"
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) <= 5:
        return stem[: NAME_LENGTH - len(extension) - 1].rstrip(" .") + dot + extension
    return name[:NAME_LENGTH]


def with_extension(name: str, media_type: str) -> str:
    """The name with the extension of what is kept: a photo that came as HEIC is a JPEG now."""
    stem, dot, extension = name.rpartition(".")
    if dot and extension.lower() in recognise.EXTENSIONS[media_type]:
        return name
    known = {each for group in recognise.EXTENSIONS.values() for each in group}
    if not dot or extension.lower() not in known:
        stem = name
    return f"{stem[: NAME_LENGTH - 5]}.{recognise.EXTENSION[media_type]}"

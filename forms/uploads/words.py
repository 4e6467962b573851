"""What people are told about files: what is taken, what wasn't and why, and how to help oneself."""

from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

REASONS = {
    "empty": gettext_lazy("“%(name)s” is empty. Choose it again, or take a photo of the paper."),
    "too_large": gettext_lazy(
        "“%(name)s” is larger than %(limit)s. Take the photo again with a smaller size or send a"
        " screenshot of it; of a long PDF send only the pages that matter."
    ),
    "together_too_large": gettext_lazy(
        "“%(name)s” was not sent: too much at once. Add your files one at a time, each up to %(limit)s."
    ),
    "too_many": gettext_lazy(
        "“%(name)s” was not kept: there are enough files here. Remove one first, then add it again."
    ),
    "too_many_in_all": gettext_lazy(
        "“%(name)s” was not kept: an application takes %(files)d files in all. Remove one first, or put"
        " several pages into one PDF."
    ),
    "unknown": gettext_lazy(
        "“%(name)s” is neither a photo nor a PDF that we can read. Send a photo or a screenshot of it,"
        " or save it as PDF."
    ),
    "images_only": gettext_lazy("“%(name)s” is no photo. Here we need a photo or a screenshot."),
    "pdf_only": gettext_lazy("“%(name)s” is no PDF. Here we need a PDF: save or print it as PDF."),
    "contradiction": gettext_lazy(
        "“%(name)s” is not what its name says. Send the original file, a new photo or a screenshot."
    ),
    "damaged": gettext_lazy(
        "“%(name)s” is damaged or incomplete. Choose it again; if that does not help, take a photo of"
        " the paper."
    ),
    "too_many_pixels": gettext_lazy(
        "The picture “%(name)s” has too many pixels. Take the photo again with a smaller size, or send"
        " a screenshot of it."
    ),
    "too_costly": gettext_lazy(
        "“%(name)s” could not be checked. Take a photo of the paper, or save it as a new PDF, and send that."
    ),
    "pdf_locked": gettext_lazy(
        "“%(name)s” is locked with a password. Open it, print it as a new PDF without a password or take"
        " photos of its pages, and send those."
    ),
    "pdf_active": gettext_lazy(
        "“%(name)s” is a PDF with programs, attachments or a form that acts inside, which we do not take"
        " for safety. Print it as a new PDF, or take photos of its pages, and send those."
    ),
    "pdf_too_long": gettext_lazy(
        "“%(name)s” has too many pages or parts. Send only the pages that matter, in smaller files."
    ),
    "infected": gettext_lazy(
        "A virus was found in “%(name)s”, and we did not keep it. Take a photo of the paper instead."
    ),
    "too_often": gettext_lazy(
        "“%(name)s” was not kept: so many files came in a short time that we ask you to wait an hour."
        " Everything else is kept, and you can go on later."
    ),
    "late": gettext_lazy("“%(name)s” came after the time had run out. Choose it again."),
}
"""By code of `Refused`."""


def noted(code: str, name: str) -> str:
    """A refusal as the draft notes it."""
    return f"{code}:{name}"


def explain(note: str) -> str:
    """A noted refusal in the reader's words; "" for what is none."""
    code, _colon, name = note.partition(":")
    if code not in REASONS:
        return ""
    return REASONS[code] % {
        "name": name,
        "limit": limit(),
        "files": settings.UPLOAD_MAX_FILES,
    }


def limit() -> str:
    return f"{settings.UPLOAD_MAX_BYTES // 2**20} MB"


def readable_size(size: int) -> str:
    return filesizeformat(size)


def what_is_taken(question: Any) -> str:
    """The limits, said before anybody meets them."""
    kinds = {
        "images": _("Photos: JPEG, PNG, HEIC or WebP"),
        "pdf": _("PDF"),
    }.get(question.file_kinds, _("Photos (JPEG, PNG, HEIC, WebP) or PDF"))
    size = _("each up to %(limit)s") % {"limit": limit()}
    return f"{kinds}, {size}. {how_many(question)}"


def how_many(question: Any) -> str:
    most = min(question.most, settings.UPLOAD_MAX_FILES)
    return ngettext("One file.", "Up to %(most)d files.", most) % {"most": most}

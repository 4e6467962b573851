"""
PDFs: read whole, and refused when something in them could act.

The bytes that came are kept, for writing them anew would break the signatures of the state's
documents. Runs in the child process of `forms.uploads.child` only; knows nothing of Django.
"""

import io
import re
import warnings
import zipfile
from typing import Any

import pikepdf

from forms.uploads.refused import Refused

MOST_PAGES, MOST_OBJECTS, MOST_VALUES, DEEPEST = 200, 100_000, 2_000_000, 200
END = b"%%EOF"
OF_A_PAGE = re.compile(r"kid \d+ \(from \d+\)")
"""Warnings of a page that lacks something every reader supplies, such as its resources. All others count."""

KEYS = frozenset({
    "/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/RichMediaContent",
    "/RichMediaSettings", "/RichMediaExecute", "/NeedsRendering",
})  # fmt: skip
"""Keys that nothing harmless has."""
ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/GoTo3DView", "/RichMediaExecute", "/ResetForm", "/Hide", "/Named", "/SetOCGState", "/Trans",
})  # fmt: skip
"""All actions but GoTo and URI: a table of contents and a link wait for a finger and stay what they say."""
TYPES = frozenset({
    "/EmbeddedFile", "/RichMedia", "/FileAttachment", "/Movie", "/Screen", "/Sound", "/3D",
})  # fmt: skip


def inspect(data: bytes) -> None:
    """Raises Refused unless it is a whole, open PDF of which nothing acts."""
    warnings.simplefilter("error")
    if data[data.rfind(END) + len(END) :].strip() or END not in data or zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused("damaged")  # something lies behind its end: it may be another kind of file too
    try:
        # No recovery: what this reader would mend in its way, another would mend in another way.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("pdf_locked")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Refused("pdf_too_long")
            _Walk().through(pdf)
            if any(not OF_A_PAGE.search(warning) for warning in pdf.get_warnings()):
                raise Refused("damaged")
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                raise Refused("pdf_too_long")
    except pikepdf.PasswordError:
        raise Refused("pdf_locked") from None
    except (Refused, MemoryError):
        raise
    except Exception:
        raise Refused("damaged") from None


class _Walk:
    """Looks at every object, also in object streams and those no page shows. Names come unescaped."""

    def __init__(self) -> None:
        self.values = 0

    def through(self, pdf: pikepdf.Pdf) -> None:
        self._look(pdf.trailer, 0)
        for thing in pdf.objects:
            self._look(thing, 0)

    def _look(self, thing: Any, depth: int) -> None:
        self.values += 1
        if self.values > MOST_VALUES or depth > DEEPEST:
            raise Refused("pdf_too_long")
        if isinstance(thing, pikepdf.Stream):
            thing = thing.stream_dict
        if isinstance(thing, pikepdf.Dictionary):
            self._judge(thing)
            inner = [value for _key, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            inner = list(thing)
        else:
            return
        for value in inner:
            # What is indirect has its own turn.
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                self._look(value, depth + 1)

    def _judge(self, thing: pikepdf.Dictionary) -> None:
        if KEYS & set(thing.keys()):
            raise Refused("pdf_active")
        if _name(thing, "/S") in ACTIONS or {_name(thing, "/Type"), _name(thing, "/Subtype")} & TYPES:
            raise Refused("pdf_active")
        opening = thing.get("/OpenAction")
        # A page to begin with is no action; every word processor writes that.
        if isinstance(opening, pikepdf.Dictionary) and _name(opening, "/S") != "/GoTo":
            raise Refused("pdf_active")


def _name(thing: pikepdf.Dictionary, key: str) -> str:
    value = thing.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""

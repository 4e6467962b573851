"""
Pictures of papers, for staff to look at: a kept picture made small or turned, a page of a PDF drawn.

Runs in the child process of `forms.uploads.child` only; knows nothing of Django. A PDF's own
scripts, links and forms stay behind: what comes out are pixels.
"""

import io
import warnings
from typing import Any

import pypdfium2
from PIL import Image

from forms.uploads.images import FORMATS, MOST_PIXELS, on_white
from forms.uploads.recognise import JPEG, PDF
from forms.uploads.refused import Refused

MOST_DRAWN = 12_000_000
"""Pixels of one page at most, whatever its size on paper and the width that is asked for."""
QUALITY = 85
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Degrees clockwise, as people turn a sheet; Pillow counts the other way."""


def pages_of(data: bytes, media_type: str) -> int:
    """How many pages there are to look at: a picture is one."""
    if media_type != PDF:
        return 1
    document = _opened(data)
    try:
        return len(document)
    finally:
        document.close()


def picture(data: bytes, media_type: str, page: int, width: int, turn: int) -> bytes:
    """The page (from 1) as JPEG, at most `width` pixels wide before it is turned. Raises Refused."""
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = _drawn(data, page, width) if media_type == PDF else _made_small(data, media_type, width)
        image = on_white(image)
        if turn in TURNS:
            image = image.transpose(TURNS[turn])
        out = io.BytesIO()
        image.save(out, "JPEG", quality=QUALITY)
        return out.getvalue()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("too_many_pixels") from None
    except (Refused, MemoryError):
        raise
    except Exception:
        raise Refused("damaged") from None


def _drawn(data: bytes, page: int, width: int) -> Image.Image:
    document = _opened(data)
    try:
        if not 1 <= page <= len(document):
            raise Refused("no_such_page")
        sheet = document[page - 1]
        across, down = sheet.get_size()
        if across <= 0 or down <= 0:
            raise Refused("damaged")
        scale = min(width / across, (MOST_DRAWN / (across * down)) ** 0.5)
        return sheet.render(scale=scale, may_draw_forms=False).to_pil().copy()
    finally:
        document.close()


def _made_small(data: bytes, media_type: str, width: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=[FORMATS[media_type]]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        if media_type == JPEG:
            image.draft("RGB", (width, MOST_PIXELS // width))
        image.load()
        image = image.convert("RGBA") if image.mode in ("P", "PA", "LA") else image
        image.thumbnail((width, MOST_PIXELS // width))
        return image.copy()


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Refused("damaged") from None

"""
Pictures, decoded and written anew: nothing of the file that came is kept but its pixels.

So no place, time or camera (EXIF, GPS, XMP, thumbnails) stays in it, and nothing hidden behind
them. Runs in the child process of `forms.uploads.child` only; knows nothing of Django.
"""

import io
import warnings

import pillow_heif
from PIL import Image, ImageOps

from forms.uploads.recognise import HEIC, JPEG, PNG, WEBP
from forms.uploads.refused import Refused

MOST_PIXELS = 40_000_000
"""Of width times height: more than any phone's usual photo, and less than memory allows."""
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF"}
QUALITY = 88
"""Of a JPEG: small print stays readable."""
PNG_MODES = {"1", "L", "LA", "RGB", "RGBA"}


def made_anew(data: bytes, media_type: str) -> tuple[bytes, str]:
    """The picture upright, without anything else, and its media type: PNG stays, all else becomes JPEG."""
    warnings.simplefilter("error")
    # But for what many phones write badly beside the picture, which isn't kept: EXIF, a second view.
    warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
    warnings.filterwarnings("ignore", message="Image appears to be a malformed MPO file")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if media_type == HEIC:
        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        # Only reads the head of the file: no pixel is decoded before their number is known.
        with Image.open(io.BytesIO(data), formats=[FORMATS[media_type]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("too_many_pixels")
            image.load()
            kept = PNG if media_type == PNG else JPEG
            return _written(_upright(image), kept), kept
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("too_many_pixels") from None
    except (Refused, MemoryError):
        raise
    except Exception:
        raise Refused("damaged") from None


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; as it is where that can't be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def _written(image: Image.Image, media_type: str) -> bytes:
    image = _without_palette(image)
    if media_type == JPEG:
        image = on_white(image)
    elif image.mode not in PNG_MODES:
        image = image.convert("RGB")
    image.info = {}  # where Pillow finds colour profiles, comments and EXIF to write
    out = io.BytesIO()
    if media_type == JPEG:
        image.save(out, "JPEG", quality=QUALITY)
    else:
        image.save(out, "PNG")
    return out.getvalue()


def _without_palette(image: Image.Image) -> Image.Image:
    """Transparency that stands beside the pixels goes into them; 16 bits of grey become 8."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image


def on_white(image: Image.Image) -> Image.Image:
    """A JPEG knows no transparency: paper is white."""
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image if image.mode in ("L", "RGB") else image.convert("RGB")

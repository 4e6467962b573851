"""QR codes for papers, as pictures made of text."""

import segno
from django.utils.safestring import mark_safe


def svg(address: str, title: str) -> str:
    """The address as an inline SVG without a size of its own; `title` is its text alternative."""
    drawn = segno.make(address, error="m", micro=False)
    # segno escapes the title, and an address only becomes squares.
    return mark_safe(drawn.svg_inline(border=4, omitsize=True, title=title))  # noqa: S308

"""Mark in a text the words that were asked for."""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search import greek


def highlighted(text: str, stems: Collection[str]) -> SafeString:
    """`text` as HTML: everything escaped, every word with one of `stems` within <mark>."""
    marked = {(start, end) for start, end, word in greek.spans(text) if greek.stem(word) in stems}
    pieces, at = [], 0
    for start, end in sorted(marked):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 - escaped piece by piece

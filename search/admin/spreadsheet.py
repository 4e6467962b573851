"""A table as CSV that a spreadsheet opens without running anything in it."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a formula begins; the last four are full-width, which some spreadsheets take for the same."""


def in_csv(rows: Iterable[Sequence]) -> str:
    """Lines of RFC 4180 after the mark by which Excel knows UTF-8."""
    lines = StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + lines.getvalue()


def _safe(cell):
    """Numbers stay such; words that begin like a formula get an apostrophe, signs nobody sees go."""
    if isinstance(cell, int | float):
        return cell
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in str(cell))
    return f"'{text}" if text.lstrip().startswith(RUNS) else text

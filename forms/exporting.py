"""
Tables that leave the site as CSV or XLSX, safe to open in a spreadsheet.

What applicants typed may begin like a formula, and a spreadsheet runs formulas: `safe_cell` takes the
bite out of every cell. Both formats are made row by row, so a table of any length needs little memory.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook

from forms.fields.text import visible

Row = Sequence[Any]

RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a formula begins; the last four are full-width, which some spreadsheets take for the same."""
MOST_CHARACTERS = 32_767
"""What a cell of XLSX holds."""

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def safe_cell(value: Any) -> Any:
    """
    The value as a spreadsheet shows and never runs it. Numbers and dates stay such, moments become
    those of the clock on the wall, all else becomes text.

    A formula gets an apostrophe in front; white space before it doesn't hide it. Tabs, which some
    spreadsheets take for the next cell, become spaces, and characters that nobody sees are removed.
    """
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    text = visible(str(value), keeps_lines=True)[: MOST_CHARACTERS - 1]
    return f"'{text}" if text.lstrip().startswith(RUNS) else text


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Lines of RFC 4180, one a row; the first begins with the mark by which Excel knows UTF-8."""
    write = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow
    yield "\ufeff"
    for row in rows:
        yield write([safe_cell(value) for value in row])


def xlsx(rows: Iterable[Row]) -> IO[bytes]:
    """A workbook of one sheet, in a temporary file that is gone once closed; at its beginning."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 – whoever gets it closes it
    book.save(file)
    file.seek(0)
    return file


def download(rows: Iterable[Row], kind: str, name: str) -> StreamingHttpResponse:
    """The table as an attachment `name.csv` or `name.xlsx` that no cache keeps."""
    if kind == XLSX:
        response = FileResponse(xlsx(rows), content_type=MEDIA_TYPES[XLSX])
    else:
        response = StreamingHttpResponse(csv_lines(rows), content_type=MEDIA_TYPES[CSV])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class _Echo:
    """A file that hands back what is written, so that csv's writer makes one line at a time."""

    def write(self, line: str) -> str:
        return line

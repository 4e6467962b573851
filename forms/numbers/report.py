"""The yearly report for the Council: on paper, and as a workbook. Both say the same."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from forms.documents import rendering
from forms.exporting import safe_cell
from forms.numbers import drawing
from forms.numbers.shapes import Cell, Overview, Table
from forms.numbers.tables import received

TEMPLATE = "forms/numbers/report.html"
WIDEST = 60


def pdf(overview: Overview, request: HttpRequest, language: str) -> bytes:
    """The report in the language that is active, tagged (PDF/UA)."""
    context = {
        "title": title(overview),
        "overview": overview,
        "plot": drawing.columns(overview.months, overview.period),
        "terms": terms(),
        "is_paper": True,
    }
    return rendering.pdf(TEMPLATE, context, request, language)


def title(overview: Overview) -> str:
    return _("Applications in %(period)s") % {"period": overview.period.label}


def terms() -> list[tuple[str, str]]:
    """What the words mean, for who wasn't there when it was counted."""
    return [
        (
            received(),
            _("Applications that came in during the period, in whatever way."),
        ),
        (_("Ended"), _("Decided, closed or withdrawn during the period, whenever they came in.")),
        (
            _("Waiting at the end"),
            _("Not yet ended on the last day of the period; or today, while it runs."),
        ),
        (_("First look"), _("Time from receipt until somebody of the office first opened it.")),
        (
            _("Decision"),
            _("Time from receipt until the office decided or closed it; not of those withdrawn."),
        ),
        (_("Half of them within"), _("The median: one half took no longer, the other half no less.")),
        (_("Sessions"), _("Appointments that people came to, counted on the day they were held.")),
        (
            _("“<5” and “–”"),
            _(
                "Small numbers could point to a person. From 1 to 4 we write “<5”. “–” stands for a number "
                "we keep back, so that a small one can't be worked out from the rest."
            ),
        ),
    ]


def workbook(overview: Overview) -> bytes:
    """A sheet with the main numbers and one for each table; the last explains the words."""
    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(_("Overview"))
    _write(sheet, [(title(overview),)], is_head=True)
    if overview.is_provisional:
        _write(sheet, [(_("Provisional: the period is not over yet."),)])
    _write(sheet, overview.headline)
    for table in overview.tables:
        sheet = book.create_sheet(_sheet_name(table.title))
        _write(sheet, [table.heads], is_head=True)
        _write(sheet, _lines(table))
        sheet.freeze_panes = "B2"
    _write(book.create_sheet(_sheet_name(_("Terms"))), terms())
    for sheet in book:
        _fit(sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(table: Table) -> list[list[Any]]:
    return [["   " * row.level + row.label, *map(_value, row.cells)] for row in table.rows]


def _value(cell: Cell) -> Any:
    return cell.text if cell.number is None else cell.number


def _write(sheet: Any, rows: Any, *, is_head: bool = False) -> None:
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
        if is_head:
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=True)


def _fit(sheet: Any) -> None:
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(WIDEST, longest + 3)


def _sheet_name(words: str) -> str:
    """Excel takes no more than 31 letters."""
    return words[:31]

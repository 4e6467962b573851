"""What leaves as a table opens in a spreadsheet as text and nothing else."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.exporting import csv_lines, download, safe_cell, xlsx

WORST = [
    "=1+1",
    "+302341",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "＝1+1",
    '=HYPERLINK("http://example.org";"x")',
    "=cmd|' /C calc'!A0",
]


def as_csv(rows):
    text = "".join(csv_lines(rows))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_xlsx(rows):
    with xlsx(rows) as file:
        book = openpyxl.load_workbook(file)
        cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
        kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
        book.close()
    return cells, kinds


@pytest.mark.parametrize("value", WORST)
def test_a_formula_is_shown_and_never_runs(value):
    assert safe_cell(value).startswith("'")


@pytest.mark.parametrize("value", ["Μαρία", "a=b", "2-3", "line\nline", "", "'=1"])
def test_harmless_text_stays_as_it_is(value):
    assert safe_cell(value) == value


texts = st.text(max_size=60) | st.tuples(st.sampled_from(WORST), st.text(max_size=20)).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_whatever_was_typed_both_files_open_and_hold_no_formula(values):
    row = [safe_cell(value) for value in values]

    assert as_csv([values]) == [row]
    cells, kinds = as_xlsx([["first"], values])
    assert [cell or "" for cell in cells[1]][: len(row)] == row
    assert "f" not in kinds
    for text in row:
        assert not text.lstrip().startswith(("=", "+", "-", "@"))
        assert not text.startswith("\t")
        assert not set(text) & set("\x00\x07\x0b\x1b\r\x85\u200b\u202e\u2066\ufeff")


def test_excel_knows_the_letters_and_lines_end_as_rfc_4180_wants():
    assert "".join(csv_lines([["Όνομα", 'με "εισαγωγικά"', None, 3]])) == (
        '\ufeff"Όνομα","με ""εισαγωγικά""","","3"\r\n'
    )


def test_dates_and_numbers_stay_such():
    moment = datetime(2026, 7, 1, 9, 0, 0, tzinfo=UTC)
    (row,), _kinds = as_xlsx([[moment, date(2026, 7, 1), -5]])

    assert row == [datetime(2026, 7, 1, 12, 0, 0), datetime(2026, 7, 1), -5]
    assert as_csv([[moment, date(2026, 7, 1), -5]]) == [["2026-07-01 12:00:00", "2026-07-01", "-5"]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_is_an_attachment_that_nobody_keeps(db, kind):
    response = download([["=1"]], kind, "αιτήσεις")

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response)
    response.close()


def test_a_long_table_needs_no_more_memory_than_a_short_one():
    def peak(rows):
        tracemalloc.start()
        with xlsx([f"row {n}", "x" * 200] for n in range(rows)):
            most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(400) * 1.5

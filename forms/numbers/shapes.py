"""Rows and columns of figures, ready to be shown: small counts are hidden already, where they have to be."""

from dataclasses import dataclass

from forms.numbers.periods import Period


@dataclass(frozen=True)
class Cell:
    """`number` is what a spreadsheet holds and a bar shows; None where the text is all there is."""

    text: str
    number: int | None = None


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]
    level: int = 0
    """1 stands below the row before it that has 0, as a form below its unit."""
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    heads: list[str]
    """Of all columns, that of the rows' labels first."""
    rows: list[Row]
    has_bars: bool = True
    """Whether its first numbers are drawn as bars beside them."""

    @property
    def lines(self) -> list[tuple[Row, int]]:
        """Each row with the length of its bar, in hundredths of the longest; 0 for none."""
        most = max((row.cells[0].number or 0 for row in self.rows if not row.is_total), default=0)
        return [(row, round(100 * (row.cells[0].number or 0) / most) if most else 0) for row in self.rows]


@dataclass(frozen=True)
class Overview:
    period: Period
    is_exact: bool
    is_provisional: bool
    """The period isn't over yet."""
    headline: list[tuple[str, str]]
    months: Table
    units: Table
    outcomes: Table
    reasons: Table
    channels: Table
    lengths: Table
    states: Table | None = None
    """How those received stand today: only where numbers are exact, for it changes every day."""

    @property
    def tables(self) -> list[Table]:
        shown = [self.months, self.units, self.outcomes, self.reasons, self.lengths, self.channels]
        return [table for table in [*shown, self.states] if table and table.rows]

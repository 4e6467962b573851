"""
The geometry of plots: where each bar lies. Colours are the stylesheet's, words the template's.

Coordinates are whole numbers, so no language's comma gets between them.
"""

from dataclasses import dataclass

from forms.numbers.periods import Period, short_month
from forms.numbers.shapes import Cell, Table

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 260, 44, 8, 16, 34
STEPS = (1, 2, 5)
"""By which, and ten times which, an axis goes."""


@dataclass(frozen=True)
class Bar:
    """`text` stands above it. A hidden count is a low bar of one height, whatever is behind it."""

    x: int
    y: int
    width: int
    height: int
    text: str
    series: int
    is_hidden: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        return self.y - 5


@dataclass(frozen=True)
class Columns:
    """A plot of two bars a month."""

    bars: list[Bar]
    labels: list[tuple[int, str]]
    """Where each month's name stands, and the name."""
    lines: list[tuple[int, str]]
    """The height of each line of the axis, and its number."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM

    @property
    def end(self) -> int:
        return self.width - RIGHT

    @property
    def foot(self) -> int:
        return self.floor + 20


def columns(table: Table, period: Period, series: tuple[int, ...] = (0, 1)) -> Columns | None:
    """The columns `series` of a table by month; None where there is nothing to draw."""
    rows = [row for row in table.rows if not row.is_total]
    cells = [row.cells[place] for row in rows for place in series]
    top = max((cell.number or 0 for cell in cells), default=0)
    if not any(cell.number is None or cell.number for cell in cells):
        return None
    room, floor = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    step = _step(max(top, 5))
    greatest = -(-max(top, 5) // step) * step
    slot = (WIDTH - LEFT - RIGHT) // len(rows)
    width = max(4, min(40, slot * 2 // (3 * len(series))))
    bars, labels = [], []
    for i, row in enumerate(rows):
        left = LEFT + i * slot + (slot - width * len(series)) // 2
        labels.append((LEFT + i * slot + slot // 2, short_month(period.months[i])))
        for place, number in enumerate(series):
            bars.append(
                _bar(row.cells[number], left + place * width, width - 1, place, room, floor, greatest)
            )
    lines = [(floor - room * value // greatest, str(value)) for value in range(0, greatest + 1, step)]
    return Columns(bars, labels, lines)


def _bar(cell: Cell, x: int, width: int, series: int, room: int, floor: int, greatest: int) -> Bar:
    is_hidden = cell.number is None
    height = 6 if is_hidden else room * cell.number // greatest
    return Bar(x, floor - height, width, height, cell.text, series, is_hidden)


def _step(top: int) -> int:
    """Such that there are at most six lines."""
    size = 1
    while True:
        for each in STEPS:
            if top / (each * size) <= 5:
                return each * size
        size *= 10

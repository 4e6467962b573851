"""
The figures as rows and columns: what screens, papers, spreadsheets and plots all read.

Whether small counts are hidden has been decided before (`ledger`); what isn't to be shown has no number
here any more, so no template can let it out.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from forms.enums import Channel, State
from forms.localised import in_language
from forms.models import ApplicationFormPage, ClosingReason, Unit
from forms.numbers import counting, ledger, words
from forms.numbers.counting import Counts, Figures
from forms.numbers.hiding import Mark, Name
from forms.numbers.ledger import DECIDED, ENDED, RECEIVED, SESSIONS, WAITING, Ledger
from forms.numbers.periods import month_name
from forms.numbers.shapes import Cell, Overview, Row, Table

FEWEST_FOR_MEDIAN, FEWEST_FOR_NINE_TENTHS = 5, 10
"""Where small counts are hidden, fewer cases than these have no median, and no ninth of ten."""


@dataclass
class Names:
    """What forms, units and reasons are called, in the language that is active."""

    forms: dict[Any, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    reasons: dict[int | None, str] = field(default_factory=dict)


def names(scope: Any) -> Names:
    pages = ApplicationFormPage.objects.filter(locale__language_code=get_language())
    reasons = {reason.pk: in_language(reason.label) for reason in ClosingReason.objects.all()}
    titles = counting.titles(scope)
    live = dict(pages.filter(translation_key__in=titles).values_list("translation_key", "title"))
    return Names(
        titles | live,
        dict(Unit.objects.values_list("pk", "name")),
        reasons | {None: _("No reason noted")},
    )


def overview(figures: Figures, known: Names, today: date, *, is_exact: bool) -> Overview:
    """Set out the figures; with `is_exact`, as they are, else with small counts hidden."""
    write = _Writer(figures, known, ledger.of(figures, is_exact=is_exact), today, is_exact)
    return Overview(
        figures.period,
        is_exact,
        is_provisional=not figures.period.is_over(today),
        headline=write.headline(),
        months=write.months(),
        units=write.units(),
        outcomes=write.outcomes(),
        reasons=write.reasons(),
        channels=write.channels(),
        lengths=write.lengths(),
        states=write.states() if is_exact else None,
    )


def received() -> str:
    """What the column, and the plot, of those that came in are called."""
    return pgettext("statistics", "Received")


def bin_labels() -> list[str]:
    return [
        _("within a day"),
        _("2–3 days"),
        _("up to a week"),
        _("up to 2 weeks"),
        _("up to a month"),
        _("up to 2 months"),
        _("up to 3 months"),
        _("longer"),
    ]


@dataclass
class _Writer:
    figures: Figures
    known: Names
    ledger: Ledger
    today: date
    is_exact: bool

    def count(self, *name: Any) -> Cell:
        match self.ledger.marks.get(name):
            case Mark.SMALL:
                return Cell("<5")
            case Mark.KEPT_BACK | Mark.NOT_BROKEN_DOWN:
                return Cell(words.NOTHING)
        number = self.ledger.counts.get(name, 0)
        return Cell(words.number(number), number)

    def time(self, counts: Counts, at: float = 0.5) -> Cell:
        fewest = FEWEST_FOR_MEDIAN if at == 0.5 else FEWEST_FOR_NINE_TENTHS
        if not self.is_exact and counts.total < fewest:
            return Cell(words.NOTHING)
        return Cell(words.duration(counts.at(at)))

    def headline(self) -> list[tuple[str, str]]:
        figures = self.figures
        return [
            (received(), self.count(*RECEIVED).text),
            (_("Ended"), self.count(*ENDED).text),
            (_("Waiting at the end"), self.count(*WAITING).text),
            *self.overdue(),
            (_("First look, half of them within"), self.time(figures.looks).text),
            (_("First look, nine of ten within"), self.time(figures.looks, 0.9).text),
            (_("Decision, half of them within"), self.time(figures.decisions).text),
            (_("Decision, nine of ten within"), self.time(figures.decisions, 0.9).text),
            (_("Sessions held"), self.count(*SESSIONS).text),
        ]

    def overdue(self) -> list[tuple[str, str]]:
        """Of those open today, so only while the period lasts; and only for who sees exact numbers."""
        if not self.is_exact or self.figures.period.is_over(self.today):
            return []
        late, still = self.figures.overdue_now, self.figures.open_now
        text = f"{words.share(late, still)} ({words.number(late)})" if still else words.NOTHING
        return [(_("Overdue today, of those open"), text)]

    def months(self) -> Table:
        heads = [
            _("Month"),
            pgettext("statistics", "Received"),
            _("Ended"),
            _("Sessions"),
            _("First look"),
            _("Decision"),
        ]
        over = [month for month in self.figures.period.months if month <= self.today]
        rows = [
            Row(
                month_name(month),
                [
                    self.count(*RECEIVED, "month", month),
                    self.count(*ENDED, "month", month),
                    self.count(*SESSIONS, "month", month),
                    self.time(self.figures.looks.only(month=month)),
                    self.time(self.figures.decisions.only(month=month)),
                ],
            )
            for month in over
        ]
        return Table("months", _("By month"), heads, [*rows, self.total()] if rows else [], has_bars=False)

    def total(self) -> Row:
        figures = self.figures
        counts = [self.count(*RECEIVED), self.count(*ENDED), self.count(*SESSIONS)]
        return Row(_("Total"), [*counts, self.time(figures.looks), self.time(figures.decisions)], 0, True)

    def units(self) -> Table:
        """Units with their forms. What ended or waits isn't hidden by form, so only exact tables show it."""
        pairs = {
            pair
            for counts in (self.figures.received, self.figures.sessions, self.figures.decisions)
            for pair in counts.by("unit", "form")
        }
        if self.is_exact:
            pairs |= set(self.figures.waiting.by("unit", "form"))
        rows: list[Row] = []
        for unit in sorted({unit for unit, _form in pairs}, key=self.unit_name):
            rows += self.of_unit(self.unit_name(unit), 0, ("unit", unit), unit=unit)
            for form in sorted({form for other, form in pairs if other == unit}, key=self.form_name):
                rows += self.of_unit(self.form_name(form), 1, ("form", unit, form), unit=unit, form=form)
        more = [_("Ended"), _("Waiting")] if self.is_exact else []
        heads = [
            _("Unit and form"),
            pgettext("statistics", "Received"),
            *more,
            _("Sessions"),
            _("First look"),
            _("Decision"),
        ]
        return Table("units", _("By unit and form"), heads, rows)

    def of_unit(self, label: str, level: int, name: tuple, **wanted: Any) -> list[Row]:
        """Its row; none where a small total isn't broken down."""
        if self.is_part_of_small((*RECEIVED, *name)):
            return []
        figures = self.figures
        ended, waiting = figures.ended.only(**wanted).total, figures.waiting.only(**wanted).total
        exact = [Cell(words.number(each), each) for each in (ended, waiting)] if self.is_exact else []
        times = [self.time(figures.looks.only(**wanted)), self.time(figures.decisions.only(**wanted))]
        counts = [self.count(*RECEIVED, *name), *exact, self.count(*SESSIONS, *name)]
        return [Row(label, [*counts, *times], level)]

    def outcomes(self) -> Table:
        states = (State.POSITIVE, State.NEGATIVE, State.CLOSED, State.WITHDRAWN)
        rows = [Row(str(state.label), [self.count(*ENDED, "state", state.value)]) for state in states]
        return self.simple("outcomes", _("How they ended"), _("Outcome"), rows, ENDED)

    def reasons(self) -> Table:
        closed = self.figures.ended.only(state=State.CLOSED.value).by("closing_reason")
        rows = [
            Row(self.known.reasons.get(reason, "?"), [self.count(*ENDED, "reason", reason)])
            for reason, _count in self.in_order(closed)
        ]
        total = (*ENDED, "state", State.CLOSED.value)
        return self.simple("reasons", _("Why they were closed"), _("Reason"), rows, total)

    def channels(self) -> Table:
        there = self.figures.received.by("channel")
        rows = [
            Row(str(channel.label), [self.count(*RECEIVED, "channel", channel.value)])
            for channel in Channel
            if channel.value in there
        ]
        return self.simple("channels", _("How they came in"), _("Channel"), rows, RECEIVED)

    def lengths(self) -> Table:
        labels = bin_labels() if self.figures.decisions.total else []
        rows = [Row(label, [self.count(*DECIDED, "bin", i)]) for i, label in enumerate(labels)]
        return self.simple("lengths", _("Time to the decision"), _("From receipt"), rows, DECIDED)

    def states(self) -> Table:
        by_state = self.figures.received.by("state")
        rows = [
            Row(str(state.label), [Cell(words.number(by_state[state]), by_state[state])])
            for state in State
            if by_state[state]
        ]
        return self.simple("states", _("How those received stand today"), _("State"), rows, RECEIVED)

    def simple(self, key: str, title: str, head: str, rows: list[Row], total: Name) -> Table:
        if self.ledger.marks.get(total) in (Mark.SMALL, Mark.NOT_BROKEN_DOWN):
            rows = []
        rows = [*rows, Row(_("Total"), [self.count(*total)], is_total=True)] if rows else []
        return Table(key, title, [head, _("Applications")], rows)

    def is_part_of_small(self, name: Name) -> bool:
        return self.ledger.marks.get(name) is Mark.NOT_BROKEN_DOWN

    def in_order(self, counts: Any) -> list[tuple[Any, int]]:
        """By name, not by number: an order would tell what is hidden."""
        return sorted(counts.items(), key=lambda item: self.known.reasons.get(item[0], ""))

    def unit_name(self, unit: int) -> str:
        return self.known.units.get(unit, "?")

    def form_name(self, form: Any) -> str:
        return self.known.forms.get(form, "?")

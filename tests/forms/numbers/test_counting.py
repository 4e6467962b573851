"""What is counted, and that it stays what it was when applications go."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms.enums import State
from forms.models import Application, PastCase
from forms.numbers import counting, ledger, periods, tables
from forms.past_cases import keep_figures
from forms.retention import anonymise
from tests.forms.numbers.conftest import YEAR
from tests.forms.numbers.factories import case

TODAY = date(YEAR + 1, 2, 3)


def count(scope=Q(), year=YEAR):  # noqa: B008
    return counting.count(scope, periods.year(year), TODAY)


def test_all_is_counted_once_where_it_belongs(a_year, centre, directorate):
    figures = count()

    assert figures.received.by("unit") == {centre.pk: 12, directorate.pk: 6}
    assert figures.received.by("month") == {date(YEAR, 3, 1): 12, date(YEAR, 5, 1): 6}
    assert figures.ended.by("state") == {State.POSITIVE: 7, State.WITHDRAWN: 2, State.CLOSED: 6}
    assert figures.ended.only(state=State.POSITIVE).by("month") == {date(YEAR, 4, 1): 7}
    assert figures.waiting.by("unit") == {centre.pk: 3, directorate.pk: 1}
    assert figures.waiting_before == 1
    assert figures.sessions.by("month") == {date(YEAR, 3, 1): 1, date(YEAR, 4, 1): 1}
    assert figures.looks.by("hours") == {5: 13, 72: 3}
    assert ledger.bins(figures.decisions) == [0, 6, 0, 0, 0, 7, 0, 0]


def test_medians_are_somebodys_time_and_not_of_those_withdrawn(a_year):
    figures = count()

    assert (figures.looks.at(0.5), figures.looks.at(0.9)) == (5, 72)
    assert (figures.decisions.at(0.4), figures.decisions.at(0.9)) == (
        48,
        35 * 24 - 1,
    )  # the clocks went forward
    assert count(year=YEAR - 5).decisions.at(0.5) is None


def test_a_figure_is_the_same_when_applications_are_gone(a_year):
    before = [count(), count(year=YEAR - 1), counting.years_with_figures(Q(), TODAY), counting.titles(Q())]

    for number, row in enumerate(Application.objects.order_by("sent_at", "pk")):
        if row.is_open:
            continue
        if number % 2:
            keep_figures(row)
            row.delete()
        else:
            anonymise(row)

    assert Application.objects.count() < 19
    assert [
        count(),
        count(year=YEAR - 1),
        counting.years_with_figures(Q(), TODAY),
        counting.titles(Q()),
    ] == before


def test_one_that_is_erased_while_it_waits_has_waited_until_then(a_year, centre):
    row = Application.objects.filter(unit=centre, state=State.RECEIVED).first()
    keep_figures(row)
    row.delete()

    assert count().waiting.total == 4
    assert PastCase.objects.get().state == State.WITHDRAWN
    erased_in = timezone.localdate().year
    assert count(year=erased_in).ended.by("state") == {State.WITHDRAWN: 1}
    assert count(year=erased_in).waiting.total == 3


@pytest.mark.parametrize("is_exact", [True, False])
def test_as_many_questions_to_the_database_whatever_there_is(a_year, centre, clerk, is_exact):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tables.overview(count(), tables.names(Q()), TODAY, is_exact=is_exact)
        return [query["sql"] for query in asked]

    few = questions()
    for month in range(1, 13):
        case(centre, on=date(YEAR, month, 2), ended_after=40, state=State.NEGATIVE, decided_by=clerk)
    many = questions()

    assert len(few) == len(many) <= 25
    assert not [sql for sql in many if "sealed" in sql]

"""Until when the next step is due: working days, set at arrival and at each change, amber and red."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation

from forms import deadlines, form_states
from forms.actions import arranging, casework, following_up
from forms.enums import State
from forms.models import Application, WorkflowState
from tests.forms.factories import make_application
from tests.forms.inbox import factories

ATHENS = ZoneInfo("Europe/Athens")
TUESDAY = datetime(2026, 3, 24, 13, tzinfo=ATHENS)
"""The day before a public holiday."""


@pytest.fixture
def clerk(db):
    return factories.worker("maria", factories.unit())


def asked(days, state=State.IN_REVIEW, warning=1):
    usual = arranging.Asked(is_used=True, words={}, working_days=None, amber_days=2)
    return dict.fromkeys(State, usual) | {state: arranging.Asked(True, {}, days, warning)}


def arrange(form, clerk, days, **kwargs):
    arranging.arrange_states(form, asked(days, **kwargs), by=clerk, version=arranging.version_of_states(form))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2026, 3, 24), 1, date(2026, 3, 26)),  # the 25th is Independence Day
        (date(2026, 4, 9), 1, date(2026, 4, 14)),  # Good Friday, Easter Monday
        (date(2026, 6, 19), 1, date(2026, 6, 22)),  # the town's own day falls on a Sunday
        (date(2027, 6, 18), 1, date(2027, 6, 22)),  # and here on a Monday
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_working_days_leave_out_weekends_the_country_s_holidays_and_the_town_s_own(day, count, last):
    assert deadlines.add_working_days(day, count) == last
    assert deadlines.working_days_between(day, last) == count


def test_an_application_has_a_deadline_from_its_arrival(form_page):
    with time_machine.travel(TUESDAY, tick=False):
        application = make_application(form_page)

    assert application.due_on == date(2026, 3, 30)  # three working days are usual


def test_each_state_begins_its_own_deadline_and_the_office_s_clock_rests_while_it_waits(form_page, clerk):
    application = make_application(form_page)
    with time_machine.travel(TUESDAY, tick=False):
        row = casework.ask_for_papers(application, "Ταυτότητα", by=clerk, version=0)
        assert row.due_on is None
    with time_machine.travel(TUESDAY + timedelta(days=7), tick=False):
        row = casework.change_state(row, State.IN_REVIEW, by=clerk, version=1)
        assert row.due_on == deadlines.add_working_days(date(2026, 3, 31), 10)
    assert following_up.withdraw(row).due_on is None


def test_a_form_that_gives_days_for_papers_counts_them_anew_when_asked_again(form_page, clerk):
    application = make_application(form_page)
    arrange(application.form, clerk, 5, state=State.WAITING)
    with time_machine.travel(TUESDAY, tick=False):
        row = casework.ask_for_papers(application, "Ταυτότητα", by=clerk, version=0)
        assert row.due_on == date(2026, 4, 1)
    with time_machine.travel(TUESDAY + timedelta(days=2), tick=False):
        row = casework.ask_for_papers(row, "Και εκκαθαριστικό", by=clerk, version=1)

    assert row.due_on == date(2026, 4, 2)


def test_new_days_hold_for_open_applications_at_once(clerk, django_assert_max_num_queries):
    rows = []
    for day in range(9):
        at = TUESDAY - timedelta(days=day)
        rows.append(factories.application(state=State.IN_REVIEW, sent_at=at, state_since=at))
    other = factories.application(form=factories.uuid.uuid4(), state=State.IN_REVIEW, due_on=date(2026, 1, 1))
    form = rows[0].form
    arrange(form, clerk, 4)

    for row in rows:
        row.refresh_from_db()
        day = timezone.localdate(row.state_since)
        assert row.due_on == deadlines.add_working_days(day, 4)
        assert row.lock_version == 0
    other.refresh_from_db()
    assert other.due_on == date(2026, 1, 1)
    with django_assert_max_num_queries(4):
        deadlines.recompute(form, State.IN_REVIEW)
    arrange(form, clerk, None)
    assert set(Application.objects.filter(form=form).values_list("due_on", flat=True)) == {None}


@pytest.mark.parametrize(
    ("due", "kind", "greek"),
    [
        (date(2026, 3, 30), "ok", "in 3 working days"),
        (date(2026, 3, 27), "amber", "in 2 working days"),
        (date(2026, 3, 24), "amber", "due today"),
        (date(2026, 3, 23), "red", "1 working day late"),
        (date(2026, 3, 18), "red", "4 working days late"),
        (None, "none", ""),
    ],
)
def test_how_near_the_last_day_is_stands_there_in_words(db, due, kind, greek):
    application = factories.application(due_on=due)
    with translation.override("en"):
        standing = deadlines.standing(application, TUESDAY.date())

    assert (standing.kind, standing.words) == (kind, greek)


def test_what_is_decided_is_never_late(clerk):
    application = factories.application(due_on=date(2020, 1, 1))
    decided = casework.decide(application, State.POSITIVE, "Ναι", by=clerk, version=0)

    assert deadlines.standing(decided) == deadlines.NO_DEADLINE


def test_the_list_finds_amber_and_red_as_each_form_warns(db):
    today = TUESDAY.date()
    days = {name: deadlines.add_working_days(today, left) for name, left in [("near", 2), ("far", 5)]}
    own, usual = factories.uuid.uuid4(), factories.uuid.uuid4()
    WorkflowState.objects.create(form=own, state=State.RECEIVED, working_days=9, amber_days=6)
    rows = {
        (form, name): factories.application(form=form, due_on=day)
        for form in (own, usual)
        for name, day in days.items()
    }
    late = factories.application(form=own, due_on=today - timedelta(days=1))
    factories.application(form=own)

    found = set(Application.objects.filter(deadlines.amber(today)))
    assert found == {rows[own, "near"], rows[own, "far"], rows[usual, "near"]}
    assert found == {row for row in rows.values() if deadlines.standing(row, today).kind == "amber"}
    assert set(Application.objects.filter(deadlines.red(today))) == {late}


def test_a_list_of_any_length_asks_once_what_forms_say_of_their_states(db, django_assert_num_queries):
    rows = [factories.application(form=factories.uuid.uuid4(), due_on=TUESDAY.date()) for _ in range(5)]

    form_states.begin()
    try:
        with django_assert_num_queries(1):
            for row in rows:
                deadlines.standing(row, TUESDAY.date())
    finally:
        form_states.end()

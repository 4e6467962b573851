"""Sessions with applicants: set, moved, called off, held; what staff see of them, and the applicant."""

import datetime
import re
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from forms.actions import appointments as actions
from forms.actions import casework, changing, following_up
from forms.enums import AppointmentState, EventKind, Means, State
from forms.inbox import when
from forms.models import Application, Appointment, Event, WorkflowState
from tests.forms import papers
from tests.forms.inbox import factories
from tests.signing_in import sign_in

ATHENS = ZoneInfo("Europe/Athens")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=ATHENS)
"""A Monday."""
THURSDAY = datetime.datetime(2026, 11, 26, 10, 30, tzinfo=ATHENS)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application(db):
    return papers.application()


@pytest.fixture
def maria(application):
    return factories.worker("maria", application.unit)


@pytest.fixture
def nikos(application):
    return factories.worker("nikos", application.unit)


@pytest.fixture
def appointment(application, maria):
    """On Thursday at half past ten."""
    return actions.make(application, THURSDAY, 45, Means.OFFICE, "Γραφείο 3", by=maria, version=0)


@pytest.fixture
def desk(client, application, maria):
    sign_in(client, maria)
    return Desk(client, application)


class Desk:
    def __init__(self, client, application):
        self.client, self.application = client, application

    def url(self, name, *args):
        return reverse(f"applications:{name}", args=[self.application.pk, *args])

    def typed(self, **changed):
        usual = {"day": "26/11/2026", "at": "10.30", "minutes": "45", "means": "office", "place": "Γραφείο 3"}
        version = Application.objects.get(pk=self.application.pk).lock_version
        return usual | {"version": version} | changed

    def make(self, **changed):
        return self.client.post(self.url("appoint"), self.typed(**changed))

    def page(self, name="detail", *args):
        return unescape(self.client.get(self.url(name, *args)).content.decode())


def state(application):
    return Application.objects.get(pk=application.pk).state


def test_setting_one_moves_the_application_on_and_seals_the_place(desk, application, maria):
    assert desk.make().status_code == 302

    made = Appointment.objects.get()
    assert (made.starts_at, made.minutes, made.where, made.made_by) == (THURSDAY, 45, "Γραφείο 3", maria)
    assert "Γραφείο" not in repr(Appointment.objects.values().get())
    assert state(application) == State.APPOINTMENT
    event = application.events.get(kind=EventKind.APPOINTMENT_MADE)
    assert (event.by, event.text, event.state) == (maria, "26/11/2026 10:30", State.APPOINTMENT)


def test_by_telephone_the_number_of_the_application_is_offered(desk, application):
    assert application.answers["phone"] in desk.page("appoint")

    assert desk.make(means="phone", phone=application.answers["phone"]).status_code == 302

    made = Appointment.objects.get()
    assert (made.means, made.where) == (Means.PHONE, application.answers["phone"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "31/11/2026"},
        {"day": "αύριο"},
        {"day": "20/11/2026"},
        {"at": "25:00"},
        {"at": ""},
        {"minutes": "0"},
        {"minutes": "9999"},
        {"means": "phone", "phone": ""},
        {"means": "phone", "phone": "123"},
        {"means": "carrier pigeon"},
        {"place": ""},
        {"day": "29/03/2027", "at": "3:30", "place": ""},
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(desk, wrong):
    response = desk.make(**wrong)

    assert response.status_code == 422
    page = unescape(response.content.decode())
    for name, value in wrong.items():
        if name != "means":
            assert f'value="{value}"' in page or not value
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ({"day": "29/11/2026"}, ["29/11/2026"]),
        ({"day": "25/12/2026"}, ["25/12/2026"]),
        ({"at": "11:00"}, ["10:30", "11:15"]),
        ({"at": "10:00", "minutes": "31"}, ["10:30", "11:15"]),
    ],
)
def test_a_warning_is_read_before_one_goes_on(desk, appointment, typed, warning):
    desk.application = papers.application(of=desk.application.unit)

    response = desk.make(**typed)

    assert response.status_code == 422
    (told,) = response.context["form"].warnings
    assert all(part in told for part in warning)
    assert desk.make(**typed, anyway="on").status_code == 302


@pytest.mark.parametrize("typed", [{"at": "11:15"}, {"at": "9:45"}, {"day": "27/11/2026"}])
def test_times_that_only_touch_need_no_warning(desk, appointment, application, typed):
    desk.application = papers.application(of=application.unit)

    assert desk.make(**typed).status_code == 302


def test_a_colleagues_appointment_is_no_reason_for_a_warning(desk, appointment, application, nikos):
    casework.take(application, by=nikos, version=1)
    desk.application = papers.application(of=application.unit)

    assert desk.make().status_code == 302


def test_moved_it_keeps_its_place_in_the_calendar(desk, appointment, application):
    url = desk.url("move_appointment", appointment.pk)
    assert 'value="26/11/2026"' in desk.page("move_appointment", appointment.pk)

    assert desk.client.post(url, desk.typed(day="27/11/2026", at="12")).status_code == 302

    moved = Appointment.objects.get()
    assert moved.revision == 1
    assert timezone.localtime(moved.starts_at).isoformat() == "2026-11-27T12:00:00+02:00"
    event = application.events.get(kind=EventKind.APPOINTMENT_MOVED)
    assert event.text == "26/11/2026 10:30 → 27/11/2026 12:00"


def test_called_off_the_application_is_back_with_its_worker(desk, appointment, application):
    url = desk.url("cancel_appointment", appointment.pk)

    assert desk.client.post(url, {"version": 1}).status_code == 302

    assert Appointment.objects.get().state == AppointmentState.CANCELLED
    assert state(application) == State.IN_REVIEW


def test_it_stays_at_appointment_as_long_as_another_is_planned(appointment, application, maria):
    later = THURSDAY + datetime.timedelta(days=7)
    actions.make(application, later, 45, Means.OFFICE, "Γραφείο 3", by=maria, version=1)

    actions.cancel(appointment, by=maria, version=2)

    assert state(application) == State.APPOINTMENT


@pytest.mark.parametrize(
    ("name", "wanted", "kind"),
    [
        ("attended", AppointmentState.ATTENDED, EventKind.ATTENDED),
        ("missed", AppointmentState.MISSED, EventKind.MISSED),
    ],
)
def test_whether_the_person_came_is_noted_once_and_not_before_the_day(
    desk, maria, appointment, application, now, name, wanted, kind
):
    url = desk.url(name, appointment.pk)
    assert desk.client.post(url, {"version": 1}).status_code == 409

    now.move_to(THURSDAY.replace(hour=9))
    sign_in(desk.client, maria)
    assert desk.client.post(url, {"version": 1}).status_code == 302

    assert Appointment.objects.get().state == wanted
    assert state(application) == State.IN_REVIEW
    assert application.events.filter(kind=kind).count() == 1
    assert desk.client.post(url, {"version": 2}).status_code == 409


def test_who_withdraws_the_application_is_expected_no_more(appointment, application):
    following_up.withdraw(application)

    assert Appointment.objects.get().state == AppointmentState.CANCELLED


def test_a_form_that_uses_no_appointments_offers_none(desk, application):
    WorkflowState.objects.create(form=application.form, state=State.APPOINTMENT, is_used=False)

    assert "/appointments/new/" not in desk.page()
    assert desk.make().status_code == 409
    assert not Appointment.objects.exists()


def test_sessions_count_after_the_decision_too(appointment, application, maria, now, desk):
    casework.decide(application, State.POSITIVE, "Ναι.", by=maria, version=1)
    now.move_to(THURSDAY)

    actions.hold(appointment, True, by=maria, version=2)

    assert state(application) == State.POSITIVE
    assert Appointment.objects.filter(state=AppointmentState.ATTENDED).count() == 1
    with pytest.raises(changing.AlreadyDecided):
        actions.make(application, THURSDAY, 45, Means.OFFICE, "Γραφείο", by=maria, version=3)


def test_who_acts_on_an_older_version_is_refused_and_keeps_what_was_typed(
    desk, appointment, application, nikos
):
    casework.note(application, "Τηλεφώνησε.", by=nikos, version=1)

    for name, args in {"appoint": [], "move_appointment": [appointment.pk]}.items():
        response = desk.client.post(
            desk.url(name, *args), desk.typed(place="Γραφείο 9", version=1, at="15:00")
        )
        assert response.status_code == 409
        assert "Γραφείο 9" in unescape(response.content.decode())
    for name in ("cancel_appointment", "attended", "missed"):
        assert desk.client.post(desk.url(name, appointment.pk), {"version": 1}).status_code == 409
    assert Appointment.objects.get().state == AppointmentState.PLANNED


def test_the_hour_is_that_of_athens_in_summer_and_winter(desk):
    desk.make(day="26/10/2027", at="10:00")
    desk.make(day="1/11/2027", at="10:00")

    starts = Appointment.objects.values_list("starts_at", flat=True)
    assert [moment.astimezone(datetime.UTC).hour for moment in starts] == [7, 8]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9", "09:00"), ("9:30", "09:30"), ("09.30", "09:30"), ("0930", "09:30"), ("930", "09:30"),
     ("5 μ.μ.", "17:00"), ("5μμ", "17:00"), ("12:15 πμ", "00:15"), ("12 ΜΜ", "12:00"), ("1:05 pm", "13:05")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed, read):
    assert when.read_time(typed) == datetime.time.fromisoformat(read)


@pytest.mark.parametrize("typed", ["24:00", "9:60", "13 μμ", "0 πμ", "δέκα", "9:3", "-1", "١٠:٠٠"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValidationError):
        when.read_time(typed)


def test_an_hour_that_the_clocks_skip_is_refused_and_one_that_comes_twice_means_the_first():
    with pytest.raises(ValidationError):
        when.moment(datetime.date(2027, 3, 28), datetime.time(3, 30))

    twice = when.moment(datetime.date(2027, 10, 31), datetime.time(3, 30))
    assert twice.utcoffset() == datetime.timedelta(hours=3)


def test_the_calendar_shows_ones_own_and_on_wish_all_within_reach(
    desk, appointment, application, nikos, maria
):
    his, taken = papers.application(of=application.unit), papers.application(of=application.unit)
    other = papers.application(of=factories.unit("Άλλη"))
    gone = papers.application(of=application.unit)
    actions.make(his, THURSDAY, 45, Means.OFFICE, "…", by=nikos, version=0)
    actions.make(other, THURSDAY, 45, Means.OFFICE, "…", by=maria, version=0)
    actions.make(taken, THURSDAY, 45, Means.PHONE, "…", by=nikos, version=0)
    casework.take(taken, by=maria, version=1)
    actions.make(gone, THURSDAY, 45, Means.OFFICE, "…", by=maria, version=0)
    Application.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN, decided_at=NOW)

    def shown(query=""):
        page = unescape(desk.client.get(reverse("applications:appointments") + query).content.decode())
        return {row.reference for row in (application, his, taken, other, gone) if row.reference in page}

    assert shown() == {application.reference, taken.reference}
    assert shown("?whose=all") == {application.reference, taken.reference, his.reference}


def test_the_screen_of_the_application_counts_the_sessions(desk, appointment, application, maria, now):
    now.move_to(THURSDAY)
    actions.hold(appointment, True, by=maria, version=1)
    sign_in(desk.client, maria)

    section = re.search(r'aria-labelledby="appointments-heading".*?</section>', desk.page(), re.DOTALL)[0]
    assert re.search(r"<p>\D*\b1\b\D*</p>", section)


def test_who_may_only_look_sees_appointments_and_nothing_to_press(client, appointment, application):
    sign_in(client, factories.worker("reader", application.unit, actions=["view"]))
    desk = Desk(client, application)

    page = desk.page()
    assert "26/11/2026" in page
    assert "/appointments/new/" not in page
    assert client.get(desk.url("appoint")).status_code == 404
    for name in ("cancel_appointment", "attended", "missed", "move_appointment"):
        assert client.post(desk.url(name, appointment.pk), desk.typed()).status_code == 404


def test_each_change_is_one_event_and_one_version(appointment, application, maria, now):
    moved = actions.move(appointment, THURSDAY.replace(hour=12), 30, Means.PHONE, "…", by=maria, version=1)
    now.move_to(THURSDAY)
    actions.hold(moved, False, by=maria, version=2)

    application.refresh_from_db()
    assert application.lock_version == Event.objects.exclude(kind=EventKind.SENT).count() == 3

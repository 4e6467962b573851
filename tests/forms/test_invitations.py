"""What applicants learn of their appointments: by mail, in their calendar, on the page of the progress."""

import datetime
import re
from email import message_from_string
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outgoing
from icalendar import Calendar

from forms import receipt_code
from forms.actions import appointments as actions
from forms.enums import Means
from forms.models import Mail
from tests.forms import papers
from tests.forms.factories import make_application
from tests.forms.inbox import factories

ATHENS = ZoneInfo("Europe/Athens")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=ATHENS)
THURSDAY = datetime.datetime(2026, 11, 26, 10, 30, tzinfo=ATHENS)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application(db):
    return papers.application()


@pytest.fixture
def maria(db):
    return factories.worker("maria", factories.unit())


def made(application, by):
    """On Thursday at half past ten."""
    return actions.make(application, THURSDAY, 45, Means.OFFICE, "Γραφείο 3", by=by, version=0)


@pytest.fixture
def appointment(application, maria):
    return made(application, maria)


@pytest.fixture
def planned(sent, maria):
    return made(sent, maria)


def files_of(message):
    """The calendar files of a mail, each with the method that its part names."""
    parts = message_from_string(message.message().as_string()).walk()
    return [
        (part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True)))
        for part in parts
        if part.get_content_type() == "text/calendar"
    ]


def test_the_applicant_gets_an_invitation_that_tells_only_when(application, maria, appointment, work_off):
    work_off()

    (message,) = outgoing.outbox
    assert message.to == [application.answers["mail"]]
    ((method, calendar),) = files_of(message)
    (event,) = calendar.walk("VEVENT")
    assert (method, calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", "REQUEST", 0)
    assert event.decoded("DTSTART") == THURSDAY
    assert event.decoded("DTEND") == THURSDAY + datetime.timedelta(minutes=45)
    assert event["ATTENDEE"] == f"mailto:{application.answers['mail']}"
    whole = message.message().as_string() + calendar.to_ical().decode() + message.body
    for secret in (
        "Γραφείο",
        application.answers["name"],
        application.form_title,
        application.answers["phone"],
    ):
        assert secret not in whole
    assert application.reference in message.body


def test_moved_and_called_off_the_same_entry_changes_and_goes(application, maria, appointment, work_off):
    work_off()
    moved = actions.move(
        appointment, THURSDAY.replace(hour=12), 30, Means.OFFICE, "Γραφείο 4", by=maria, version=1
    )
    work_off()
    actions.cancel(moved, by=maria, version=2)
    work_off()

    sent = [
        (method, *file.walk("VEVENT")) for message in outgoing.outbox for method, file in files_of(message)
    ]
    numbered = [(method, event["SEQUENCE"]) for method, event in sent]
    assert numbered == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
    assert len({event["UID"] for _method, event in sent}) == 1
    assert sent[-1][1]["STATUS"] == "CANCELLED"


def test_without_an_address_nobody_is_written_to(db, maria):
    row = papers.application(given=factories.answers(mail=""))

    actions.make(row, THURSDAY, 45, Means.OFFICE, "Γραφείο 3", by=maria, version=0)

    assert not Mail.objects.exists()


@pytest.fixture
def sent(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def sender(client, sent):
    """The browser of somebody who knows reference and receipt code."""
    code = receipt_code.of(sent.pk)
    given = {"reference": sent.reference, "fact": code}
    assert client.post("/aitiseis/poreia/", given).url == "/aitiseis/poreia/aitisi/"
    return client


def page(sender):
    return unescape(sender.get("/aitiseis/poreia/aitisi/").content.decode())


def test_the_applicant_sees_when_and_where(sender, planned):
    shown = page(sender)

    assert "Γραφείο 3" in shown
    assert "26 Νοεμβρίου 2026" in shown


def test_the_file_for_the_calendar_is_for_who_follows_the_application(sender, planned, client):
    url = re.search(r'href="([^"]*/rantevou/[^"]*)"', page(sender))[1]

    answer = sender.get(url)
    calendar = Calendar.from_ical(answer.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert "no-store" in answer["Cache-Control"]
    assert "Γραφείο" not in answer.content.decode()
    sender.cookies.clear()
    assert sender.get(url).url == "/aitiseis/poreia/?over=1"


def test_what_is_called_off_or_over_is_not_shown(sender, planned, maria, now):
    now.move_to(NOW + datetime.timedelta(minutes=5))
    actions.cancel(planned, by=maria, version=1)

    assert "Γραφείο 3" not in page(sender)
    url = f"/aitiseis/poreia/rantevou/{planned.pk}/"
    assert sender.get(url).status_code == 404

"""Papers that staff ask for after an application was sent: asked, photographed, sent, looked at."""

import io
from dataclasses import replace

import pytest
from django.core import mail as outgoing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from forms import receipt_code
from forms.actions import casework
from forms.enums import EventKind, State
from forms.models import Application, Event, Upload
from forms.uploads import keeping
from tests.forms.factories import make_application
from tests.forms.inbox.factories import worker
from tests.signing_in import sign_in

ONE = "/aitiseis/poreia/aitisi/"
ASKED = "Στείλτε μας το εκκαθαριστικό του 2025."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path


@pytest.fixture
def application(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def clerk(application):
    return worker("maria", application.unit)


@pytest.fixture
def desk(clerk):
    """The clerk's browser."""
    client = Client()
    sign_in(client, clerk)
    return client


@pytest.fixture
def sender(client, application):
    """A browser that has named the application."""
    client.post(
        "/aitiseis/poreia/", {"reference": application.reference, "fact": receipt_code.of(application.pk)}
    )
    return client


def do(desk, application, action, **data):
    version = data.pop("version", Application.objects.get(pk=application.pk).lock_version)
    return desk.post(reverse(f"applications:{action}", args=[application.pk]), {"version": version, **data})


def photo(name="ekkatharistiko.jpg", colour=(200, 10, 10)):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")


def send(sender, *files):
    return sender.post(ONE, {"papers": list(files)})


@pytest.fixture
def asked(desk, application):
    assert do(desk, application, "papers", papers=ASKED).status_code == 302


@pytest.mark.usefixtures("asked")
def test_the_applicant_reads_what_is_asked_and_gets_a_mail_that_says_nothing_of_it(sender, person, work_off):
    work_off()

    assert Application.objects.get().state == State.WAITING
    assert ASKED in sender.get(ONE).content.decode()
    message = outgoing.outbox[-1]
    assert message.to == [person.email]
    assert "εκκαθαριστικό" not in message.body + message.subject


@pytest.mark.usefixtures("asked")
def test_a_photo_brings_the_application_back_to_the_office(sender, desk, application):
    response = send(sender, photo())

    assert response.url == f"{ONE}?arrived=1"
    row = Application.objects.get()
    assert row.state == State.IN_REVIEW
    assert row.answered_at
    assert row.events.last().kind == EventKind.PAPERS_ARRIVED
    assert row.events.last().text == "ekkatharistiko.jpg"
    assert keeping.read(Upload.objects.get(application=row, question="")).startswith(b"\xff\xd8")
    assert "ekkatharistiko.jpg" in desk.get(reverse("applications:detail", args=[row.pk])).text


@pytest.mark.usefixtures("asked")
def test_more_can_be_sent_until_somebody_has_looked(sender, desk, application):
    send(sender, photo())
    send(sender, photo("second.jpg", (1, 2, 3)))
    assert Upload.objects.count() == 2

    desk.get(reverse("applications:detail", args=[application.pk]))
    assert Application.objects.get().answered_at is None
    assert "enctype" not in sender.get(ONE).content.decode()
    send(sender, photo("third.jpg", (9, 9, 9)))
    assert Upload.objects.count() == 2


def test_papers_nobody_asked_for_are_not_taken(sender):
    assert "enctype" not in sender.get(ONE).content.decode()
    send(sender, photo())

    assert not Upload.objects.exists()
    assert Application.objects.get().state == State.RECEIVED


@pytest.mark.usefixtures("asked")
def test_what_is_no_paper_is_refused_with_a_reason_and_the_rest_is_kept(sender):
    wrong = SimpleUploadedFile("virus.exe", b"MZ" + bytes(200), "application/octet-stream")
    response = send(sender, wrong, photo())

    page = sender.get(response.url).content.decode()
    assert "virus.exe" in page
    assert "ekkatharistiko" not in str(dict(sender.session))
    assert "virus.exe" not in str(dict(sender.session))
    assert Upload.objects.count() == 1


@pytest.mark.usefixtures("asked")
def test_sending_nothing_says_what_to_do_and_the_office_goes_on_waiting(sender):
    response = send(sender)

    assert response.url == ONE
    assert 'id="papers-error"' in sender.get(ONE).content.decode()
    assert Application.objects.get().state == State.WAITING


@pytest.mark.usefixtures("asked")
def test_nobody_sends_papers_to_an_application_they_have_not_named(client):
    assert send(client, photo()).url == "/aitiseis/poreia/?over=1"
    assert not Upload.objects.exists()


def test_what_staff_ask_for_is_sealed(desk, application, asked):
    event = Event.objects.get(kind=EventKind.PAPERS_ASKED)

    assert event.text == ASKED
    assert ASKED.encode() not in bytes(event.sealed_text)


def test_asking_without_words_asks_nothing(desk, application):
    response = do(desk, application, "papers", papers=" ")

    assert response.status_code == 422
    assert Application.objects.get().state == State.RECEIVED


def test_a_message_is_read_by_the_applicant_and_named_so_in_the_history(desk, sender, application):
    assert do(desk, application, "message", message="Περάστε την Τρίτη.").status_code == 302

    assert "Περάστε την Τρίτη." in sender.get(ONE).content.decode()
    page = desk.get(reverse("applications:detail", args=[application.pk]))
    assert "Περάστε την Τρίτη." in page.text


def test_a_withdrawn_application_shows_so_and_offers_a_note_only(desk, sender, application):
    sender.post("/aitiseis/poreia/aposyrsi/")

    page = desk.get(reverse("applications:detail", args=[application.pk]))
    assert page.context["offers"] == {"note"}
    assert str(State.WITHDRAWN.label) in page.text
    seen_before = {"version": 0, "outcome": "positive", "reason": "Ναι"}
    refused = do(desk, application, "decide", **seen_before)
    assert refused.status_code == 409
    assert Application.objects.get().state == State.WITHDRAWN


def test_a_decision_sets_how_long_the_application_is_kept(application, clerk):
    decided = casework.decide(application, State.POSITIVE, "Ναι", by=clerk, version=0)

    assert decided.keep_until
    assert Application.objects.get().keep_until == decided.keep_until


def test_without_an_address_nothing_is_mailed(form_page, person, clerk, work_off):
    row = make_application(form_page, replace(person, email=""))
    casework.ask_for_papers(row, ASKED, by=clerk, version=0)
    work_off()

    assert not [message for message in outgoing.outbox if row.reference in message.body]


def test_more_files_than_an_application_takes_are_refused_by_name(sender, settings, asked):
    settings.UPLOAD_MAX_FILES = 1
    send(sender, photo())
    send(sender, photo("second.jpg", (1, 2, 3)))

    assert Upload.objects.count() == 1
    assert "second.jpg" in sender.get(ONE).content.decode()

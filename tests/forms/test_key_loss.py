"""Started with the wrong keys: pages that say so, nothing that breaks, and new applications."""

import logging
from collections import defaultdict
from io import StringIO

import pytest
from django.core.checks import Critical, Error
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.secrets import new_key
from forms import crypto, key_loss
from forms.crypto import CannotOpen
from forms.documents import issuing
from forms.enums import EventKind
from forms.models import Application, Draft, Event, IssuedDocument
from forms.permissions import ACTIONS
from forms.receipt_code import of as receipt_code
from tests.forms.factories import make_application
from tests.forms.inbox import addresses, factories
from tests.forms.people import make_person
from tests.forms.walking import Applicant
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def application(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def worker(application):
    return factories.worker("worker", application.unit, actions=ACTIONS)


@pytest.fixture
def document(application, worker):
    document = IssuedDocument(
        application=application, title="Βεβαίωση", protocol_number="1", issued_on=timezone.localdate(),
        issued_by=worker, made_at=timezone.now(), verification_hash="x")  # fmt: skip
    document.content = {"body": "certified"}
    document.sealed_pdf = crypto.seal(b"%PDF-1", issuing._context(document))
    document.save(force_insert=True)
    return document


def lose_the_key(settings):
    settings.DATA_KEYS = [new_key()]


def quietly(user):
    client = Client(raise_request_exception=False)
    sign_in(client, user)
    return client


def test_no_address_of_the_inbox_breaks_or_tells_anything(settings, application, person, worker, document):
    event = Event(application=application, kind=EventKind.NOTED, at=timezone.now(), by=worker)
    event.text = person.trouble
    event.save()
    mail, upload = factories.failed_mail(application), factories.paper(application)
    client = quietly(worker)
    known = {"pk": application.pk, "mail": mail.pk, "file": upload.pk, "document": document.pk}
    samples = defaultdict(lambda: "1", {name: str(value) for name, value in known.items()})
    lose_the_key(settings)

    broken, telling = [], []
    for address in addresses.inbox():
        for send in (client.get, client.post):
            response = send(address.fill(samples))
            if response.status_code == 500:
                broken.append((send.__name__, address.name))
            text = b"".join(response).decode(errors="replace") if response.streaming else response.text
            telling += [(address.name, mark) for mark in person.marks if mark in text]

    assert broken == []
    assert telling == []
    assert Application.objects.filter(pk=application.pk).exists()


def test_the_list_and_the_screen_say_what_is_the_matter(settings, application, worker):
    client = quietly(worker)
    lose_the_key(settings)

    assert client.get(reverse("applications:index")).status_code == 200
    assert "DATA_KEYS" in client.get(reverse("applications:detail", args=[application.pk])).text


def cannot(*args, **kwargs):
    raise CannotOpen("applications_draft.answers:1")


def test_what_nobody_expected_is_a_page_for_staff_in_both_languages(application, worker, monkeypatch):
    monkeypatch.setattr("forms.actions.casework.show", cannot)

    page = quietly(worker).get(reverse("applications:detail", args=[application.pk]))

    assert page.status_code == 503
    assert "DATA_KEYS" in page.text
    assert '<section lang="en">' in page.text
    assert page["Cache-Control"] == "no-store, private"


def test_what_nobody_expected_is_a_page_for_applicants_too(applicant, monkeypatch):
    applicant.begin()
    applicant.client.raise_request_exception = False
    monkeypatch.setattr("forms.apply.holding.opens", cannot)

    page = applicant.client.get(applicant.address("who"))

    assert page.status_code == 503
    assert "DATA_KEYS" not in page.text
    assert '<section lang="en">' in page.text


def test_how_an_application_stands_tells_nothing_and_does_not_break(settings, client, application, person):
    reference, code = application.reference, receipt_code(application.pk)
    client.raise_request_exception = False
    lose_the_key(settings)

    page = client.post("/aitiseis/poreia/", {"reference": reference, "code": code}, follow=True)

    assert page.status_code in (200, 503)
    assert [mark for mark in person.marks if mark in page.text] == []


def test_who_comes_back_to_a_draft_that_does_not_open_is_asked_to_begin_anew(settings, applicant, person):
    applicant.begin()
    applicant.client.raise_request_exception = False
    lose_the_key(settings)

    response = applicant.client.get(applicant.address("who"), follow=True)

    assert response.status_code == 410
    assert Draft.objects.exists()


def test_new_applications_are_received_all_the_same(settings, application, client, form_page, person, worker):
    lose_the_key(settings)

    newcomer = Applicant(client, form_page)
    newcomer.fill_in(person)
    newcomer.send()

    assert Application.objects.count() == 2
    newest = Application.objects.order_by("-sent_at").first()
    assert newest.answers["name"] == person.name
    assert newest.reference in quietly(worker).get(reverse("applications:index")).text


def messages(**options):
    try:
        call_command("check", stdout=StringIO(), stderr=StringIO(), **options)
    except SystemCheckError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", ["DATA_KEYS", "INDEX_KEY"])
def test_the_check_before_going_live_says_that_a_key_is_another(settings, application, name):
    assert key_loss.check_that_keys_fit() == []

    setattr(settings, name, [new_key()] if name == "DATA_KEYS" else new_key())

    found = key_loss.check_that_keys_fit()
    assert [type(each) for each in found] == [Critical]
    assert name in found[0].msg
    assert "forms.C011" in messages(deploy=True)


@pytest.mark.parametrize("keys", [[], ["short"], ["=="]])
def test_what_is_no_key_stops_every_command(settings, keys):
    settings.DATA_KEYS = keys

    assert [type(each) for each in key_loss.check_that_keys_are_keys()] == [Error]
    assert "forms.E010" in messages()


def test_the_server_says_it_at_its_start_and_starts(settings, application, caplog, monkeypatch):
    monkeypatch.setattr(key_loss.connections, "close_all", lambda: None)
    lose_the_key(settings)

    with caplog.at_level(logging.CRITICAL):
        key_loss.warn_at_start()

    assert "DATA_KEYS" in caplog.text
    assert application.reference_hash not in caplog.text

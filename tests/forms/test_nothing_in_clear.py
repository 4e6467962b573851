"""
A site through which people went by every door, read as a thief of its disk would read it.

Each table of the database, SQLite's whole file, everything below DATA_DIR and what was logged: no name,
telephone, AMKA, e-mail, answer or note stands there in clear.
"""

import email
import email.policy
import logging

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms.inbox.entries import ENTRIES
from forms.models import Application, Draft, Event, IssuedDocument, Upload
from forms.permissions import ACTIONS
from tests.forms import papers, raw
from tests.forms.factories import COUNSELLING, ApplicationFormPageFactory, make_application, steps
from tests.forms.inbox import factories
from tests.forms.pausing import put_by
from tests.forms.people import make_person, word
from tests.forms.uploads.samples import pdf, posted
from tests.forms.walking import Applicant
from tests.signing_in import sign_in

PAPERS = {
    "title": "Χαρτιά",
    "key": "papers",
    "questions": [{"kind": "upload", "key": "card", "label": "Ταυτότητα", "required": False}],
}


@pytest.fixture
def disk(settings, tmp_path):
    """Everything that the site writes lies here; mails too, as where there is no server for them."""
    settings.UPLOADS_DIR, settings.MEDIA_ROOT = tmp_path / "uploads", tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def form(db, disk):
    return ApplicationFormPageFactory(steps=steps(*COUNSELLING, PAPERS), unit=factories.unit())


class Worker:
    """A case worker at one application, who types words that must be found nowhere."""

    def __init__(self, application, user):
        self.client, self.application, self.typed = Client(), application, []
        sign_in(self.client, user)

    def url(self, name, *args):
        return reverse(f"applications:{name}", args=[self.application.pk, *args])

    def post(self, name, data=(), *args):
        version = Application.objects.get(pk=self.application.pk).lock_version
        answer = self.client.post(self.url(name, *args), {"version": version, **dict(data)})
        assert answer.status_code == 302, (name, answer.content.decode()[-3000:])

    def write(self, name, **more):
        """Press an action of the screen, with words of one's own in its text field."""
        words = word()
        self.typed.append(words)
        self.post(name, {ENTRIES[name].text_field: words, **more})


def apply(form, person):
    """The whole form with a paper, sent; the browser."""
    applicant = Applicant(Client(), form)
    applicant.fill_in(person)
    name = f"{person.name.split()[0]}.pdf"
    applicant.post("papers", {"papers-card": [posted(name, pdf())], "upload": "card"})
    applicant.post("papers", {})
    assert applicant.send().status_code == 302
    return applicant


def leave_unsent(form, person, work_off):
    """Put by with a mail that leads back."""
    applicant = Applicant(Client(), form)
    applicant.fill_in(person)
    put_by(applicant, way="mail", **{"argotera-address": person.email})
    work_off()


def work_through(worker, template):
    """Everything a case worker does, from the first look to the certificate."""
    listing = reverse("applications:index")
    assert worker.client.get(listing).status_code == 200
    assert worker.client.get(worker.url("detail")).status_code == 200
    worker.post("take")
    for name in ("note", "message", "papers"):
        worker.write(name)
    worker.typed.append(place := word())
    day = f"{timezone.localdate() + timezone.timedelta(days=7):%d/%m/%Y}"
    worker.post("appoint", {"day": day, "at": "10:00", "minutes": 45, "means": "office", "place": place})
    worker.write("decide", outcome="positive")
    register = {"protocol_number": "Α 1/2026", "signer_name": "Υ", "signer_title": "Π",
                "issued_on": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip
    worker.post("issue_preview", register, template.pk)
    worker.write("message")


def test_a_site_in_full_use_holds_nothing_of_anybody_in_clear(form, disk, logged, work_off):
    sent, unsent = make_person(), make_person()
    apply(form, sent)
    work_off()
    leave_unsent(form, unsent, work_off)
    application = Application.objects.get()
    user = factories.worker("maria", application.unit, actions=ACTIONS)
    worker = Worker(application, user)
    work_through(worker, papers.template(application.form))
    work_off()
    assert (Draft.objects.count(), Upload.objects.count(), IssuedDocument.objects.count()) == (1, 1, 1)

    search = raw.Search([*sent.marks, *unsent.marks, *worker.typed, application.reference])
    assert {
        (table, mark) for table, value in raw.values_of_the_database() for mark in search.in_bytes(value)
    } == set()
    assert search.in_bytes(raw.file_of_the_database()) == set()
    assert search.in_bytes(logged.text.encode()) == set()
    written = raw.files_below(disk, configured.SEARCH_INDEX_DIR, configured.DATA_DIR)
    mails = [path for path in written if path.is_relative_to(disk / "mail")]
    assert mails
    for path in {*written} - {*mails}:
        assert search.in_bytes(path.read_bytes()) | search.in_bytes(str(path).encode()) == set(), path
    for path in mails:
        assert_says_nothing(path, raw.Search([*sent.marks, *unsent.marks, *worker.typed]))


def assert_says_nothing(path, search):
    """A mail names whom it goes to, on its envelope and in an invitation, and nothing else of them."""
    for text in path.read_bytes().split(b"\n" + b"-" * 79)[:-1]:
        message = email.message_from_bytes(text.lstrip(), policy=email.policy.default)
        bodies = [part.get_payload(decode=True) or b"" for part in message.walk()]
        for part in (message.as_bytes(), *bodies):
            assert search.in_bytes(part) <= {message["To"]}, (path, message["Subject"])


@pytest.mark.parametrize("number", range(len(raw.wrapped("x"))))
def test_the_search_sees_through_what_hides(number):
    person = make_person()

    found = raw.Search(person.marks).in_bytes(raw.wrapped(person.trouble)[number])

    assert found == set(person.trouble.split())


def test_the_search_finds_what_really_is_in_clear(form):
    search = raw.Search([form.title])

    assert {table for table, value in raw.values_of_the_database() if search.in_bytes(value)} >= {
        "wagtailcore_page"
    }
    if raw.file_of_the_database():
        assert search.in_bytes(raw.file_of_the_database()) == {form.title}


@pytest.mark.parametrize("name", ["note", "message", "papers", "decide"])
def test_when_keeping_what_staff_wrote_fails_no_log_quotes_it(form, logged, monkeypatch, capfd, name):
    application = make_application(form)
    worker = Worker(application, factories.worker("maria", application.unit))
    worker.client.raise_request_exception = False
    marked = word()

    def fail(*args, **kwargs):
        raise RuntimeError("The disk is full")

    monkeypatch.setattr(Event, "save", fail)
    typed = {ENTRIES[name].text_field: marked, "outcome": "positive", "version": 0}
    answer = worker.client.post(worker.url(name), typed)

    assert answer.status_code == 500
    assert "The disk is full" in logged.text
    for told in (logged.text, answer.content.decode(), *capfd.readouterr()):
        assert marked not in told

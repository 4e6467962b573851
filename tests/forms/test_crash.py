"""The crash drill: real processes, really killed, at the worst moments. Nothing is lost."""

import signal
from email import message_from_string

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from forms.models import Application, Draft, Event, Mail
from tests.forms.factories import ApplicationFormPageFactory, answers_of
from tests.forms.people import make_person
from tests.forms.walking import Applicant

pytestmark = pytest.mark.usefixtures("shared_db")


@pytest.fixture
def drill(drill_children, tmp_path):
    """Run a module of the drill in a process of its own, which dies at `failpoint`: its exit code."""

    def run(module, *args, failpoint=""):
        theirs = {
            "SECRET_KEY": settings.SECRET_KEY,
            "DATA_KEYS": settings.DATA_KEYS,
            "INDEX_KEY": settings.INDEX_KEY,
            "EMAIL_FILE_PATH": str(tmp_path),
            "UPLOADS_DIR": str(settings.UPLOADS_DIR),
            "FAILPOINT": failpoint,
        }
        errors = tmp_path / "errors"
        connection.close()
        ended = drill_children(module, args, theirs, errors)
        assert ended in (0, -signal.SIGKILL), errors.read_text()
        return ended

    return run


@pytest.fixture
def sender():
    """A person, and their browser at the check page."""
    person = make_person()
    applicant = Applicant(Client(), ApplicationFormPageFactory())
    applicant.fill_in(person)
    return person, applicant


def press_send(drill, applicant, **kwargs):
    session = applicant.client.cookies[settings.SESSION_COOKIE_NAME].value
    return drill("send", applicant.address("elegxos"), session, **kwargs)


def mails(folder):
    """All mails in the folder of the file backend."""
    rule = "-" * 79
    texts = [part for file in folder.glob("*.log") for part in file.read_text().split(rule)]
    return [message_from_string(text.strip()) for text in texts if text.strip()]


def test_killed_before_the_commit_the_draft_is_still_there_and_can_be_sent(drill, sender, tmp_path):
    person, applicant = sender

    assert press_send(drill, applicant, failpoint="after_insert") == -signal.SIGKILL

    assert not Application.objects.exists()
    assert not Mail.objects.exists()
    assert Draft.objects.count() == 1
    assert press_send(drill, applicant) == 0
    assert applicant.application.answers == answers_of(person)
    drill("work")
    assert [mail["To"] for mail in mails(tmp_path)] == [person.email]


def test_killed_after_the_commit_a_second_click_finds_the_application_and_the_mail_leaves(
    drill, sender, tmp_path
):
    person, applicant = sender

    assert press_send(drill, applicant, failpoint="after_commit") == -signal.SIGKILL

    reference = applicant.application.reference
    assert applicant.send().url == applicant.address("elifthi")
    assert reference in applicant.get("elifthi").content.decode()
    assert Application.objects.count() == Event.objects.count() == Mail.objects.count() == 1
    assert not mails(tmp_path)
    drill("work")
    assert [mail["To"] for mail in mails(tmp_path)] == [person.email]


def test_a_worker_killed_after_the_server_took_the_mail_repeats_it_recognisably(drill, sender, tmp_path):
    _person, applicant = sender
    applicant.send()

    assert drill("work", failpoint="after_smtp") == -signal.SIGKILL

    assert Mail.objects.get().sent_at is None
    # Ten minutes pass, after which a claim counts as its dead worker's.
    Mail.objects.update(next_try_at=timezone.now())
    assert drill("work") == 0
    assert drill("work") == 0
    assert Mail.objects.get().sent_at
    sent = mails(tmp_path)
    assert len(sent) == 2
    assert len({mail["Message-ID"] for mail in sent}) == 1

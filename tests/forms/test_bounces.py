"""Mails that come back: marked by what mail servers write, whoever else writes the like, and sent again."""

import io
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail as outgoing
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from forms import bounces, retention, tasks
from forms.models import Access, Mail
from forms.permissions import ACTIONS
from tests.forms.factories import make_application
from tests.forms.inbox import factories
from tests.signing_in import sign_in

MAILS = reverse("applications:mails")


@pytest.fixture
def application(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def sent(application):
    """The confirmation, which has left; its address is forgotten."""
    tasks.sweep()
    retention.forget_recipients()
    return Mail.objects.get()


@pytest.fixture
def supervisor(application):
    return factories.worker("supervisor", application.unit, actions=ACTIONS)


def report(
    mail_id, *, action="failed", status="5.1.1", host="testserver", kind="text/rfc822-headers", extra=""
):
    """As Postfix writes them, with something hostile in every place people might read."""
    return (
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\n"
        "To: koin.prostasia@localhost\r\n"
        "Subject: <script>alert(1)</script>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n'
        "MIME-Version: 1.0\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{{ settings.SECRET_KEY }} <b>x</b>\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; who@example.org\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 <img src=x>\r\n{extra}\r\n"
        f"--b\r\nContent-Type: {kind}\r\n\r\n"
        f"From: koin.prostasia@localhost\r\nMessage-ID: <{mail_id}@{host}>\r\nSubject: x\r\n\r\n"
        "--b--\r\n"
    ).encode()


def pipe(content, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    call_command("take_bounces")


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_comes_back_is_marked_with_the_code_alone(sent, monkeypatch, kind):
    pipe(report(sent.pk, kind=kind), monkeypatch)

    sent.refresh_from_db()
    assert sent.bounced_at
    assert sent.last_error == "5.1.1"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"action": "failed", "status": "4.2.2"},
        {"host": "elsewhere.example"},
        {"mail_id": "0" * 36},
        {"mail_id": "00000000-0000-4000-8000-000000000000"},
        {"kind": "text/plain"},
    ],
)
def test_what_is_no_failure_of_a_mail_of_ours_marks_nothing(sent, monkeypatch, spoilt):
    pipe(report(**{"mail_id": sent.pk} | spoilt), monkeypatch)

    assert not Mail.objects.filter(bounced_at__isnull=False).exists()


def test_a_mail_that_has_not_left_or_left_long_ago_can_not_come_back(application):
    waiting = Mail.objects.get()
    assert not bounces.take(report(waiting.pk), timezone.now())
    Mail.objects.update(sent_at=timezone.now() - timedelta(days=15))
    assert not bounces.take(report(waiting.pk), timezone.now())


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\xff\xfe\x00" * 1000,
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\n" * 100_000,
        b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
        + b"Action: failed\nStatus: 5." + b"1" * 200_000 + b"\n--b--\n",
        b"Content-Type: multipart/report; charset=\xe9; boundary*0*=x''%ff\n\n--\xff\n",
        b"Content-Type: message/rfc822\n\n" * 3000,
    ],
)  # fmt: skip
def test_hostile_input_is_read_quickly_and_changes_nothing(sent, monkeypatch, hostile):
    began = timezone.now()
    pipe(hostile, monkeypatch)

    assert timezone.now() - began < timedelta(seconds=5)
    assert not Mail.objects.exclude(bounced_at=None).exists()


def test_a_maildir_is_worked_off_and_strangers_mail_is_left_to_people(sent, tmp_path, capsys):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "secret").write_bytes(report(sent.pk))
    (tmp_path / "new/1.ours").write_bytes(report(sent.pk))
    (tmp_path / "new/2.letter").write_bytes(b"Subject: Hello\n\nWhen are you open?")
    (tmp_path / "new/3.link").symlink_to(tmp_path / "secret")
    call_command("take_bounces", maildir=tmp_path)

    assert capsys.readouterr().out == "Marked 1; 1 about none of our mails.\n"
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["2.letter:2,S"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["3.link"]
    with pytest.raises(CommandError):
        call_command("take_bounces", maildir=tmp_path / "cur")


def test_it_shows_on_the_application_and_is_sent_again_to_the_address_given(
    sent, application, person, client, supervisor, work_off
):
    bounces.take(report(sent.pk), timezone.now())
    outgoing.outbox.clear()
    sign_in(client, supervisor)
    page = client.get(reverse("applications:detail", args=[application.pk])).content.decode()
    retry = reverse("applications:retry_mail", args=[application.pk, sent.pk])
    assert f'action="{retry}"' in page

    client.post(retry)
    work_off()

    assert [message.to for message in outgoing.outbox] == [[person.email]]
    sent.refresh_from_db()
    assert sent.sent_at
    assert not sent.bounced_at
    assert Access.objects.filter(by=supervisor, note="mail_retried", application_id=application.pk).exists()


def test_supervisors_have_a_list_of_what_did_not_arrive_and_send_all_again(
    application, sent, client, supervisor, work_off
):
    bounces.take(report(sent.pk), timezone.now())
    factories.failed_mail(application)
    other = factories.application(of=factories.unit("Άλλη μονάδα"))
    elsewhere = factories.failed_mail(other)
    sign_in(client, supervisor)

    page = client.get(MAILS).content.decode()
    assert page.count(reverse("applications:detail", args=[application.pk])) == 2
    assert other.reference not in page
    assert "example.org" not in page
    url = reverse("applications:retry_one_mail", args=[elsewhere.pk])
    assert client.post(url).status_code == 404
    assert client.post(reverse("applications:retry_mails")).url == MAILS
    work_off()
    assert Mail.objects.filter(application=application, sent_at__isnull=False, bounced_at=None).count() == 2
    elsewhere.refresh_from_db()
    assert elsewhere.tries == 3
    assert application.reference not in client.get(MAILS).content.decode()


def test_a_mail_that_arrived_is_not_sent_twice(sent, application, client, supervisor, work_off):
    sign_in(client, supervisor)
    outgoing.outbox.clear()

    client.post(reverse("applications:retry_mail", args=[application.pk, sent.pk]))
    work_off()

    assert not outgoing.outbox


def test_a_mail_given_up_after_days_has_all_its_days_again(application, client, supervisor):
    mail = factories.failed_mail(
        application, given_up_at=timezone.now(), owed_at=timezone.now() - timedelta(days=4)
    )
    sign_in(client, supervisor)
    client.post(reverse("applications:retry_one_mail", args=[mail.pk]))

    mail.refresh_from_db()
    assert mail.given_up_at is None
    assert mail.last_error == ""
    assert timezone.now() - mail.owed_at < timedelta(minutes=1)

"""Mails to applicants: they leave, in the end, and say nothing."""

import re
import smtplib
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail as outgoing
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forms import notifications, tasks
from forms.models import Draft, Mail
from search.tasks import refresh
from services_guide.enums import OrganisationKind
from services_guide.models import ContactDetails, ContactPhone, Organisation
from tests.forms.factories import make_application, make_draft, make_english


@pytest.fixture
def application(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def failing(monkeypatch):
    """From now on sending raises what is in this list, one after the other, then works again."""
    errors = []
    send = notifications.EmailMessage.send

    def fail_or_send(message, **kwargs):
        if errors:
            raise errors.pop(0)
        return send(message, **kwargs)

    monkeypatch.setattr(notifications.EmailMessage, "send", fail_or_send)
    return errors


def test_the_worker_delivers_the_mail(application, person, work_off):
    work_off()

    [message] = outgoing.outbox
    assert message.to == [person.email]
    assert application.reference in message.body
    assert Mail.objects.get().sent_at


@pytest.mark.parametrize("language", ["el", "en"])
def test_a_mail_says_nothing_about_the_person_or_their_trouble(form_page, person, language):
    page = make_english(form_page) if language == "en" else form_page
    make_application(page, person)

    message = notifications.message(Mail.objects.get())
    raw = message.message().as_string() + message.subject + message.body
    without_recipient = raw.replace(person.email, "")

    for mark in [*person.marks, page.title, form_page.title, page.slug, page.summary]:
        assert mark not in without_recipient
    assert message.to == [person.email]


def test_every_mail_knows_only_the_reference_times_and_addresses_of_this_site():
    templates = list((settings.BASE_DIR / "templates/forms/mail").glob("*.txt"))
    assert {path.stem for path in templates} >= {"received", "news", "withdrawn", "continue", "digest"}

    for template in templates:
        text = template.read_text()
        named = re.findall(r"{{\s*([\w.]+)", text) + re.findall(r"with \w+=([\w.]+)|\w+=([\w.]+)\|", text)
        words = {word for each in named for word in (each if isinstance(each, tuple) else [each]) if word}
        assert words <= {
            "changed_at",
            "day",
            "time",
            "sent_at",
            "works_until",
            "reference",
            "link",
            "progress_url",
            "account_url",
            "line.text",
            "line.url",
            "place",
            "place.phones",
            "site_name",
            "site_url",
        }, template.name


@pytest.fixture
def office_phone(form_page):
    """The number under which the form's unit stands in the Guide."""
    contact = ContactDetails(name=form_page.unit.name)
    contact.phones.add(ContactPhone(number="2341352281"))
    contact.save()
    Organisation.objects.create(
        slug=form_page.unit.slug,
        name=form_page.unit.name,
        kind=OrganisationKind.DIRECTORATE,
        contact=contact,
        locale=form_page.locale,
    )
    return "2341 352281"


@pytest.mark.parametrize("template", ["received", "news"])
def test_a_mail_tells_where_to_look_and_whom_to_call(form_page, person, office_phone, template):
    make_application(form_page, person)
    Mail.objects.update(template=template)

    body = notifications.message(Mail.objects.get()).body

    assert f"{settings.BASE_URL}/aitiseis/poreia/" in body
    assert office_phone in body


def test_the_mail_tells_when_the_application_arrived(form_page, person):
    with time_machine.travel("2026-11-05T09:07+02:00"):
        make_application(make_english(form_page), person)

    body = notifications.message(Mail.objects.get()).body

    assert "on 5 November 2026 at 09:07" in body


def test_the_mailed_link_leads_back_in_the_language_of_the_draft(form_page, person):
    draft = make_draft(make_english(form_page), person)
    mail = notifications.owe_link(draft, "a-token", person.email)

    message = notifications.message(Mail.objects.get(pk=mail.pk))

    assert f"{settings.BASE_URL}/en/aitiseis/synecheia/a-token/" in message.body
    assert message.to == [person.email]


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_mailed_link_says_until_when_and_nothing_of_what_it_is_about(form_page, person, language):
    page = make_english(form_page) if language == "en" else form_page
    with time_machine.travel("2026-11-05T09:07+02:00", tick=False):
        draft = make_draft(page, person)
    Draft.objects.update(expires_at=draft.started_at + timedelta(days=7))
    notifications.owe_link(draft, "a-token", person.email)

    message = notifications.message(Mail.objects.get())
    raw = (message.message().as_string() + message.subject + message.body).replace(person.email, "")

    assert "09:07" in message.body
    assert "12" in message.body
    for mark in [*person.marks, page.title, form_page.title, page.slug, page.summary]:
        assert mark not in raw


def test_a_link_whose_draft_goes_while_it_is_delivered_troubles_nobody(form_page, person, monkeypatch):
    draft = make_draft(form_page, person)
    mail = notifications.owe_link(draft, "a-token", person.email)
    monkeypatch.setattr(notifications.EmailMessage, "send", lambda message: draft.delete())

    assert notifications.deliver(mail.pk).sent_at
    assert not Mail.objects.exists()


def test_a_link_whose_draft_is_gone_is_not_sent(form_page, person):
    draft = make_draft(form_page, person)
    mail = notifications.owe_link(draft, "a-token", person.email)
    draft.delete()

    assert notifications.deliver(mail.pk) is None
    assert not outgoing.outbox


def test_the_english_mail_leads_to_the_english_site(form_page, person):
    make_application(make_english(form_page), person)

    assert f"{settings.BASE_URL}/en/" in notifications.message(Mail.objects.get()).body


def test_a_repeat_has_the_same_message_id_and_date(application):
    mail = Mail.objects.get()
    one, two = notifications.message(mail).message(), notifications.message(mail).message()

    assert one["Message-ID"] == two["Message-ID"]
    assert one["Date"] == two["Date"]
    assert str(mail.pk) in one["Message-ID"]


def test_a_mail_that_does_not_leave_is_tried_again_later_and_later(application, failing, work_off):
    failing += [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected()]
    moment, pauses = timezone.now(), []
    for _ in range(3):
        with time_machine.travel(moment, tick=False):
            work_off()
        mail = Mail.objects.get()
        assert mail.sent_at is None
        pauses.append(mail.next_try_at - moment)
        moment = mail.next_try_at

    assert pauses == [timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=16)]
    assert mail.last_error == "SMTPServerDisconnected"
    with time_machine.travel(moment + timedelta(seconds=1), tick=False):
        work_off()
    assert Mail.objects.get().sent_at
    assert len(outgoing.outbox) == 1


def test_after_three_days_it_is_given_up(application, failing):
    failing.append(ConnectionRefusedError())

    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=1)):
        tasks.sweep()

    mail = Mail.objects.get()
    assert mail.given_up_at
    assert not Mail.objects.waiting().exists()


def test_an_address_that_does_not_exist_is_given_up_at_once(application, person, failing):
    failing.append(smtplib.SMTPRecipientsRefused({person.email: (550, b"No such user")}))

    tasks.sweep()

    mail = Mail.objects.get()
    assert mail.given_up_at
    assert mail.last_error == "SMTPRecipientsRefused"


def test_an_address_that_is_refused_for_now_is_not_given_up(application, person, failing):
    failing.append(smtplib.SMTPRecipientsRefused({person.email: (451, b"Try later")}))

    tasks.sweep()

    assert not Mail.objects.get().given_up_at


def test_the_sweep_finds_mails_whose_task_was_lost_and_repeating_it_is_harmless(application):
    assert tasks.send_due_mails() == 1
    assert tasks.send_due_mails() == 0
    tasks.sweep()

    assert len(outgoing.outbox) == 1


def test_the_sweep_forgets_wrong_tries_of_signing_in_that_nothing_depends_on(db):
    for hours in (1, 25):
        tried = AccessAttempt.objects.create(username="digest", failures_since_start=1)
        AccessAttempt.objects.filter(pk=tried.pk).update(attempt_time=timezone.now() - timedelta(hours=hours))

    tasks.sweep()

    assert AccessAttempt.objects.count() == 1


def test_task_and_sweep_together_send_it_once(application, work_off):
    tasks.sweep()
    work_off()

    assert len(outgoing.outbox) == 1


def test_a_claimed_mail_is_left_to_its_worker_until_that_must_be_dead(application):
    Mail.objects.update(next_try_at=timezone.now() + notifications.CLAIM)

    tasks.sweep()
    assert not outgoing.outbox
    with time_machine.travel(timezone.now() + notifications.CLAIM + timedelta(seconds=1)):
        tasks.sweep()
    assert len(outgoing.outbox) == 1


def test_one_unreachable_server_is_asked_once_a_sweep(form_page, failing):
    for _ in range(3):
        make_application(form_page)
    failing += [ConnectionRefusedError()] * 3

    tasks.sweep()

    assert len(failing) == 2


def test_a_mail_whose_key_is_gone_waits_and_holds_up_no_other(form_page):
    make_application(form_page)
    Mail.objects.update(sealed_recipient=b"\x01" + bytes(60))
    make_application(form_page)

    tasks.sweep()
    tasks.sweep()

    damaged = Mail.objects.get(sent_at=None)
    assert damaged.last_error == "CannotOpen"
    assert len(outgoing.outbox) == 1


def test_the_pause_never_exceeds_six_hours():
    assert [notifications.pause(n) for n in (1, 2, 5, 100)] == [
        timedelta(minutes=1),
        timedelta(minutes=4),
        timedelta(minutes=256),
        timedelta(hours=6),
    ]


def test_an_applicant_who_gave_an_address_is_told_that_a_mail_comes(applicant, person):
    applicant.fill_in(person)
    applicant.send()

    assert applicant.get("elifthi").context["has_mail"]


def test_a_mail_goes_before_other_work_that_was_queued_earlier(application):
    DBTaskResult.objects.all().delete()
    refresh.enqueue(["services_guide.servicepage:1"])
    tasks.deliver_mail.enqueue(str(Mail.objects.get().pk))

    assert DBTaskResult.objects.ready().first().task_path == "forms.tasks.deliver_mail"

"""The daily mail to staff: what waits for them, once each working day, and nothing of anybody."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outgoing
from django.urls import reverse
from django.utils import timezone

from forms import digests, notifications, reminders, tasks
from forms.enums import State
from forms.models import DigestRefusal, Mail, NamedReader
from forms.permissions import ACTIONS
from tests.forms.inbox import factories
from tests.forms.shared_db import in_threads
from tests.signing_in import sign_in

MONDAY = datetime(2026, 11, 23, 7, 5, tzinfo=ZoneInfo("Europe/Athens"))


def staff(username, **kwargs):
    person = factories.worker(username, factories.unit(), **kwargs)
    person.email = f"{username}@kilkis.example"
    person.save()
    return person


@pytest.fixture
def maria(db):
    return staff("maria")


@pytest.fixture
def supervisor(db):
    return staff("supervisor", actions=ACTIONS)


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


def mail_to(person):
    tasks.sweep()
    return next((message for message in outgoing.outbox if message.to == [person.email]), None)


def late(**fields):
    return factories.application(due_on=MONDAY.date() - timedelta(days=3), **fields)


def test_a_worker_reads_how_much_of_theirs_is_late_near_and_answered(maria, monday):
    rows = [late(assignee=maria), late(assignee=maria)]
    rows.append(factories.application(assignee=maria, due_on=MONDAY.date() + timedelta(days=1)))
    rows.append(factories.application(assignee=maria, answered_at=MONDAY, due_on=None))
    late()

    message = mail_to(maria)

    for query in ("assignee=me&due=overdue", "assignee=me&queue=due", "assignee=me&queue=answered"):
        assert f"{reverse('applications:index')}?{query}" in message.body
    assert re.findall(r"^(\d+) ", message.body, re.MULTILINE) == ["2", "1", "1"]
    for row in rows:
        for mark in (row.reference, row.form_title, str(row.pk), row.answers["name"]):
            assert mark not in message.subject + message.body


def test_each_link_leads_to_as_many_applications_as_the_mail_counts(maria, supervisor, monday, client):
    late(assignee=maria)
    late(assignee=supervisor)
    late()
    late(is_sensitive=True)
    named = late(is_sensitive=True, assignee=maria)
    NamedReader.objects.create(user=maria, application=named)
    for person in (maria, supervisor):
        sign_in(client, person)
        for line in digests.lines(person, MONDAY.date()):
            page = client.get(line.url.removeprefix("http://testserver")).content.decode()
            shown = len(set(re.findall(r"/admin/applications/([0-9a-f-]{36})/", page)))
            assert str(shown) == line.text.split()[0], line


def test_a_supervisor_reads_what_is_nobodys_what_is_late_and_which_mails_failed(supervisor, monday):
    factories.failed_mail(late(), next_try_at=MONDAY + timedelta(hours=1))
    factories.failed_mail(late(), sent_at=MONDAY, bounced_at=MONDAY)
    factories.failed_mail(
        factories.application(of=factories.unit("Άλλη")), next_try_at=MONDAY + timedelta(hours=1)
    )

    body = mail_to(supervisor).body

    assert re.findall(r"^(\d+) ", body, re.MULTILINE) == ["2", "2", "2"]
    assert reverse("applications:mails") in body


def test_nothing_goes_to_who_has_nothing_waiting_no_address_or_no_wish_for_it(maria, monday):
    idle, unreachable, unwilling, gone = staff("a"), staff("b"), staff("c"), staff("d")
    for person in (unreachable, unwilling, gone):
        late(assignee=person)
    type(idle).objects.filter(pk=unreachable.pk).update(email="")
    type(idle).objects.filter(pk=gone.pk).update(is_active=False)
    DigestRefusal.objects.create(user=unwilling)

    tasks.sweep()

    assert not outgoing.outbox


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY.replace(hour=6, minute=59),
        MONDAY - timedelta(days=1),
        datetime(2026, 10, 28, 9, tzinfo=ZoneInfo("Europe/Athens")),
    ],
)
def test_nobody_is_reminded_before_seven_on_sundays_or_on_holidays(maria, moment):
    with time_machine.travel(moment, tick=False):
        late(assignee=maria)
        assert mail_to(maria) is None


def test_it_is_owed_once_a_day_and_again_the_next(maria):
    late(assignee=maria)
    for moment in (MONDAY, MONDAY + timedelta(hours=9), MONDAY + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            tasks.sweep()

    assert len(outgoing.outbox) == 2


@pytest.mark.usefixtures("shared_db")
def test_two_workers_at_the_same_moment_owe_it_once():
    maria = staff("two")
    late(assignee=maria)
    try:
        owed = in_threads(4, lambda _: reminders.owe_daily(MONDAY))

        assert sorted(owed) == [0, 0, 0, 1]
        assert Mail.objects.filter(user=maria).count() == 1
    finally:
        groups = list(maria.groups.all())
        Mail.objects.filter(user=maria).delete()
        maria.assigned_applications.all().delete()
        maria.delete()
        for group in groups:
            group.delete()


def test_a_day_whose_mails_could_not_be_made_is_tried_again(maria, monday, monkeypatch):
    late(assignee=maria)
    monkeypatch.setattr(notifications, "owe_digest", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reminders.owe_daily(timezone.now())
    monkeypatch.undo()

    assert reminders.owe_daily(timezone.now()) == 1


def test_a_mail_that_leaves_late_counts_anew(maria, monday):
    row = late(assignee=maria)
    reminders.owe_daily(timezone.now())
    type(row).objects.update(state=State.WITHDRAWN, decided_at=MONDAY, assignee=None)

    assert "applications/?" not in notifications.message(Mail.objects.get()).body


def test_people_switch_it_off_and_on_in_their_account(maria, client):
    sign_in(client, maria)
    url = reverse("wagtailadmin_account")
    page = client.get(url).content.decode()
    given = {"name_email-first_name": "Μαρία", "name_email-last_name": "(δοκιμή)"}
    given |= {"name_email-email": maria.email, "locale-preferred_language": "el", "theme-theme": "system"}
    given |= {"theme-density": "default", "theme-contrast": "system"}
    given |= {"locale-current_time_zone": "Europe/Athens"}

    assert 'name="digest-is_wanted"' in page
    assert client.post(url, given).status_code == 302
    assert DigestRefusal.objects.filter(user=maria).exists()
    assert client.post(url, given | {"digest-is_wanted": "on"}).status_code == 302
    assert not DigestRefusal.objects.exists()

"""Sending: all or nothing, once, and readable for good."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from forms.actions import applying
from forms.crypto import blind_index
from forms.definition import Definition
from forms.enums import EventKind, LookupKind, State
from forms.models import Application, Draft, Event, FormVersion, LookupHash, Mail
from tests.forms.factories import (
    ApplicationFormPageFactory,
    answers_of,
    make_application,
    make_draft,
    make_english,
    typed_by,
)
from tests.forms.people import make_person
from tests.forms.shared_db import in_threads
from tests.forms.walking import Applicant


def mail_tasks():
    return DBTaskResult.objects.filter(task_path="forms.tasks.deliver_mail")


def test_an_application_comes_with_event_lookups_mail_and_task(form_page, person):
    draft = make_draft(form_page, person)

    application = applying.send(draft, form_page, answers_of(person))

    event = Event.objects.get()
    assert (event.application, event.kind, event.state) == (application, EventKind.SENT, State.RECEIVED)
    mail = Mail.objects.get()
    assert (mail.application, mail.recipient, mail.language) == (application, person.email, "el")
    assert mail_tasks().get().args_kwargs["args"] == [str(mail.pk)]
    assert not Draft.objects.exists()
    assert application.unit == form_page.unit
    assert application.state == State.RECEIVED
    assert application.sent_at == application.changed_at == event.at


def test_an_application_is_found_by_exact_phone_amka_and_email(form_page, person):
    application = make_application(form_page, person)
    make_application(form_page)

    for kind, value in [
        (LookupKind.PHONE, person.phone),
        (LookupKind.AMKA, person.amka),
        (LookupKind.EMAIL, person.email.lower()),
    ]:
        found = Application.objects.filter(lookups__kind=kind, lookups__digest=blind_index(kind, value))
        assert found.get() == application


def test_without_an_email_no_mail_is_owed(form_page, person):
    answers = {**answers_of(person), "email": ""}

    applying.send(make_draft(form_page, person), form_page, answers)

    assert not Mail.objects.exists()
    assert LookupHash.objects.count() == 2


def test_equal_forms_are_kept_once(form_page):
    make_application(form_page)
    make_application(form_page)

    assert FormVersion.objects.count() == 1


def test_an_application_stays_readable_when_its_page_is_changed_or_deleted(form_page, person):
    application = make_application(form_page, person)
    form_page.delete()

    application.refresh_from_db()
    read = Definition.from_version(application.greek_version).answered(application.answers)

    assert read[0][0].title == "Ποιος είστε"
    assert (read[0][1][0][0].label, read[0][1][0][1]) == ("Ονοματεπώνυμο", person.name)
    assert application.version.content["privacy_notice"] == "<p>Ο Δήμος κρατά τα στοιχεία.</p>"


def test_a_foreign_application_is_read_in_greek_by_staff(form_page, person):
    english = make_english(form_page)
    application = make_application(english, person)

    assert application.version != application.greek_version
    greek = Definition.from_version(application.greek_version).answered(application.answers)
    foreign = Definition.from_version(application.version).answered(application.answers)
    assert greek[0][1][0][0].label == "Ονοματεπώνυμο"
    assert foreign[0][1][0][0].label == "English name"
    assert [text for _s, rows in greek for _q, text in rows][-1] != ""


def test_if_anything_fails_nothing_is_sent_and_the_draft_is_still_there(form_page, person, monkeypatch):
    draft = make_draft(form_page, person)
    monkeypatch.setattr(Draft, "delete", lambda draft: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        applying.send(draft, form_page, answers_of(person))

    for model in (Application, Event, LookupHash, Mail):
        assert not model.objects.exists()
    assert not mail_tasks().exists()
    assert Draft.objects.get() == draft


def test_the_database_takes_a_draft_once(form_page, person):
    first = make_application(form_page, person)
    again = Draft(pk=first.draft_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        applying.send(again, form_page, answers_of(person))


@pytest.mark.usefixtures("shared_db")
def test_twenty_clicks_on_send_at_once_make_one_application():
    person = make_person()
    page = ApplicationFormPageFactory()
    applicant = Applicant(Client(), page)
    applicant.fill_in(person)
    cookies = applicant.client.cookies

    def click(_i):
        client = Client()
        client.cookies = cookies
        response = Applicant(client, page).send()
        return response.status_code, response.url

    answers = in_threads(20, click)

    assert answers == [(302, applicant.address("elifthi"))] * 20
    assert Application.objects.count() == Event.objects.count() == Mail.objects.count() == 1
    assert applicant.application.reference in applicant.get("elifthi").content.decode()


@pytest.mark.usefixtures("shared_db")
def test_steps_posted_by_several_tabs_at_once_are_all_kept():
    person = make_person()
    page = ApplicationFormPageFactory()
    applicant = Applicant(Client(), page)
    applicant.fill_in(person)
    cookies, steps = applicant.client.cookies, list(typed_by(person))
    newer = typed_by(make_person())

    def post(i):
        client = Client()
        client.cookies = cookies
        return Applicant(client, page).post(steps[i], newer[steps[i]]).status_code

    assert in_threads(len(steps), post) == [302] * len(steps)
    kept = applicant.draft.answers
    assert kept["who"]["who-name"] == [newer["who"]["who-name"]]
    assert kept["why"]["why-more"] == [newer["why"]["why-more"]]

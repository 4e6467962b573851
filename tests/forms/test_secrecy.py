"""What lies in the database tells nothing about anybody."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from forms import crypto
from forms.crypto import CannotOpen
from forms.documents.issuing import read_pdf
from forms.models import (
    Application,
    Appointment,
    Authenticator,
    Draft,
    Event,
    IssuedDocument,
    Mail,
    Upload,
)
from tests.forms.factories import make_application, make_draft
from tests.forms.people import make_person


def everything_in_the_database():
    """All values of all tables, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        table,
                        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode(),
                    )


def found(marks):
    """Where the marks stand in clear, as (table, mark)."""
    wanted = [(mark, mark.encode()) for mark in marks] + [
        (mark, mark.encode("unicode_escape")) for mark in marks if not mark.isascii()
    ]
    return {
        (table, mark)
        for table, value in everything_in_the_database()
        for mark, sought in wanted
        if sought in value
    }


def test_a_draft_lies_nowhere_in_clear(applicant, person):
    applicant.fill_in(person)

    assert found(person.marks) == set()


def test_an_application_lies_nowhere_in_clear(applicant, person, work_off):
    applicant.fill_in(person)
    applicant.send()
    reference = applicant.application.reference
    work_off()

    assert found([*person.marks, reference, reference.replace("-", "")]) == set()


def test_the_search_for_marks_finds_what_is_in_clear(form_page):
    assert {table for table, _mark in found([form_page.title])} >= {"wagtailcore_page"}


SEALED = [
    (Draft, "answers"),
    (Application, "content"),
    (Mail, "recipient"),
    (Mail, "link_token"),
    (Event, "text"),
    (Upload, "details"),
    (Appointment, "where"),
    (IssuedDocument, "content"),
    (IssuedDocument, "pdf"),
    (Authenticator, "key"),
]


@pytest.fixture
def two_of_each(form_page):
    for number in range(2):
        application = make_application(form_page)
        make_draft(form_page)
        upload = Upload(application=application, stored_as=f"file {number}", arrived_at=application.sent_at)
        upload.details = {"name": make_person().name}
        upload.save()
        of_staff(application, get_user_model().objects.create_user(f"worker{number}"))
    for mail in Mail.objects.all():
        mail.link_token = make_person().trouble
        mail.save()
    for event in Event.objects.all():
        event.text = make_person().trouble
        event.save()


def of_staff(application, user):
    """What staff add to an application, and how one of them signs in."""
    Authenticator.begin(user, confirmed=True)
    now = application.sent_at
    appointment = Appointment(application=application, starts_at=now, made_by=user, made_at=now)
    appointment.where = make_person().trouble
    appointment.save(force_insert=True)
    document = IssuedDocument(
        application=application, title="Βεβαίωση", protocol_number=user.username, issued_on=now.date(),
        issued_by=user, made_at=now, verification_hash=user.username,
    )  # fmt: skip
    document.content = make_person().trouble
    table = IssuedDocument._meta.db_table
    document.sealed_pdf = crypto.seal(b"%PDF-1.7", crypto.place(table, "pdf", document.pk))
    document.save(force_insert=True)


def opened(row, name):
    return read_pdf(row) if name == "pdf" else getattr(row, name)


@pytest.mark.parametrize(("model", "name"), SEALED)
@pytest.mark.usefixtures("two_of_each")
def test_what_is_sealed_opens_where_it_belongs(model, name):
    assert all(opened(row, name) for row in model.objects.all())


@pytest.mark.parametrize(("model", "name"), SEALED)
@pytest.mark.usefixtures("two_of_each")
def test_an_altered_byte_is_noticed(model, name):
    row = model.objects.first()
    token = bytes(getattr(row, f"sealed_{name}"))
    for place in (0, 3, 10, 20, len(token) - 1):
        altered = bytearray(token)
        altered[place] ^= 1
        setattr(row, f"sealed_{name}", bytes(altered))
        row.save()
        with pytest.raises(CannotOpen):
            opened(model.objects.get(pk=row.pk), name)


@pytest.mark.parametrize(("model", "name"), SEALED)
@pytest.mark.usefixtures("two_of_each")
def test_two_rows_changed_about_are_noticed(model, name):
    one, two = model.objects.all()
    field = f"sealed_{name}"
    first, second = getattr(one, field), getattr(two, field)
    model.objects.filter(pk=one.pk).update(**{field: second})
    model.objects.filter(pk=two.pk).update(**{field: first})

    for row in model.objects.all():
        with pytest.raises(CannotOpen):
            opened(row, name)


def test_every_sealed_column_is_tried_above():
    sealed = {
        (model, field.name.removeprefix("sealed_"))
        for model in apps.get_app_config("applications").get_models()
        for field in model._meta.fields
        if field.name.startswith("sealed_")
    }

    assert sealed == set(SEALED)

"""Erasure on request: what it does is said first, and then all of it happens or none."""

import os
import signal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from forms.actions import casework
from forms.actions.erasing import Granted, Kept
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, Event, IssuedDocument, LookupHash, Mail, PastCase, Upload
from forms.uploads import disk, sweeping
from tests.forms.factories import ApplicationFormPageFactory, make_application
from tests.forms.inbox import factories
from tests.forms.people import make_person
from tests.forms.test_crash import drill  # noqa: F401 – a fixture
from tests.signing_in import sign_in

ACTIONS = ["view", "change", "export", "erase"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def supervisor(form_page):
    return factories.worker("eleni", form_page.unit, actions=ACTIONS)


@pytest.fixture
def row(form_page, supervisor):
    """An application with a file, a note and a document that was issued."""
    row = make_application(form_page, make_person())
    factories.paper(row)
    row = casework.note(row, "Σημείωμα", by=supervisor, version=row.lock_version)
    document = IssuedDocument(
        application=row,
        title="Βεβαίωση",
        protocol_number="77/2024",
        issued_on=timezone.localdate(),
        issued_by=supervisor,
        made_at=timezone.now(),
        verification_hash="0" * 64,
    )
    document.content = {"body": "Κείμενο"}
    document.sealed_pdf = b"sealed"
    document.save(force_insert=True)
    return row


def page(row):
    return reverse("applications:erase", args=[row.pk])


def answer(client, user, row, **changed):
    sign_in(client, user)
    typed = {
        "version": row.lock_version,
        "answer": "grant",
        "granted": Granted.NO_CONSENT,
        "request_number": "123/2026",
        "confirmation": row.reference.lower(),
    }
    return client.post(page(row), typed | changed)


def bytes_on_disk():
    return list(disk.there())


def test_the_page_says_first_what_goes_and_what_stays(client, supervisor, row):
    sign_in(client, supervisor)

    response = client.get(page(row))

    effects = response.context["effects"]
    assert (effects.questions, effects.files, effects.notes, effects.mails) == (len(row.answers), 1, 1, 1)
    assert [each.protocol_number for each in effects.documents] == ["77/2024"]
    assert "77/2024" in response.content.decode()
    assert Application.objects.filter(pk=row.pk).exists()


def test_granted_everything_goes_and_only_an_id_and_figures_stay(
    client, supervisor, row, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = answer(client, supervisor, row)

    assert response.status_code == 302
    for model in (Application, Event, Mail, LookupHash, Upload):
        assert not model.objects.exists(), model
    assert bytes_on_disk() == []
    case = PastCase.objects.get()
    assert (case.form, case.state) == (row.form, State.WITHDRAWN)
    document = IssuedDocument.objects.get()
    assert (document.application, document.sealed_content, document.sealed_pdf) == (None, b"", b"")
    trail = Access.objects.get(kind=AccessKind.ERASED)
    assert (trail.application_id, trail.by, trail.note) == (row.pk, supervisor, "17(1)(b), 123/2026")


@pytest.mark.parametrize(
    "changed",
    [{"confirmation": "4C7RD-Q29LF-J83VW"}, {"confirmation": ""}, {"granted": ""}, {"answer": ""}],
)
def test_without_ground_and_the_right_reference_nothing_happens(client, supervisor, row, changed):
    response = answer(client, supervisor, row, **changed)

    assert response.status_code == 422
    assert "123/2026" in response.content.decode()
    assert Application.objects.filter(pk=row.pk).exists()
    assert not PastCase.objects.exists()


def test_refused_it_stays_and_the_ground_is_recorded(client, supervisor, row):
    response = answer(client, supervisor, row, answer="refuse", kept=Kept.DUTY, reason="Εκκρεμεί έλεγχος.")

    assert response.url == reverse("applications:detail", args=[row.pk])
    note = Event.objects.filter(application=row, kind=EventKind.NOTED).last()
    assert "Εκκρεμεί έλεγχος." in note.text
    assert Access.objects.get(note__startswith="erasure refused").note == "erasure refused, 17(3)(b)"


def test_on_hold_or_changed_meanwhile_it_is_not_erased(client, supervisor, row):
    assert answer(client, supervisor, row, version=row.lock_version - 1).status_code == 409

    Application.objects.filter(pk=row.pk).update(held_at=timezone.now(), held_by=supervisor)

    assert answer(client, supervisor, row).status_code == 409
    assert Application.objects.filter(pk=row.pk).exists()


def test_who_may_not_erase_finds_no_such_page(client, form_page, row):
    worker = factories.worker("maria", form_page.unit)

    assert answer(client, worker, row).status_code == 404
    assert Application.objects.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("shared_db")
def test_killed_in_the_middle_all_is_there_or_all_is_gone(drill, settings, tmp_path):  # noqa: F811
    form_page = ApplicationFormPageFactory()
    by = factories.worker("eleni", form_page.unit, actions=ACTIONS)
    try:
        row = make_application(form_page, make_person())
        factories.paper(row)

        assert drill("erase", str(row.pk), by.username, failpoint="while_erasing") == -signal.SIGKILL

        assert Application.objects.get(pk=row.pk).answers == row.answers
        assert len(bytes_on_disk()) == Upload.objects.count() == 1
        assert not PastCase.objects.exists()
        assert not Access.objects.filter(kind=AccessKind.ERASED).exists()

        assert drill("erase", str(row.pk), by.username, failpoint="erased_before_files") == -signal.SIGKILL

        assert not Application.objects.exists()
        assert PastCase.objects.count() == Access.objects.filter(kind=AccessKind.ERASED).count() == 1
        [left] = bytes_on_disk()
        os.utime(left, (0, 0))
        sweeping.remove_strays(sweeping.files_without_row())
        assert bytes_on_disk() == []
    finally:
        Access.objects.all()._raw_delete("default")
        get_user_model().objects.filter(username=by.username).delete()
        Group.objects.filter(name=f"workers of {by.username}").delete()

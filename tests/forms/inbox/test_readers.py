"""Sensitive applications: who is named sees them, who isn't finds nothing, and none is lost unseen."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from forms.enums import AccessKind, EventKind
from forms.models import Access, Application, NamedReader
from forms.permissions import applications_of
from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.inbox import factories
from tests.signing_in import sign_in

READERS = "/admin/applications/readers/"


@pytest.fixture
def chief(client, supervisor):
    sign_in(client, supervisor)
    return client


@pytest.fixture
def page(centre):
    return ApplicationFormPageFactory(unit=centre, is_sensitive=True, title="Βία στο σπίτι")


@pytest.fixture
def sensitive(page, centre):
    return factories.application(of=centre, form=page.translation_key, is_sensitive=True)


def seen_by(user):
    return list(applications_of(get_user_model().objects.get(pk=user.pk)))


def test_a_supervisor_names_who_sees_a_form(chief, sensitive, page, maria, nikos, stranger):
    text = chief.get(READERS).text
    assert page.title in text
    assert "stranger" not in text

    response = chief.post(
        READERS, {"form": page.translation_key.hex, f"{page.translation_key.hex}-people": [maria.pk]}
    )

    assert response.status_code == 302
    assert seen_by(maria) == [sensitive]
    assert seen_by(nikos) == []
    row = Access.objects.filter(kind=AccessKind.RIGHTS).latest("sequence")
    assert row.note == f"readers of form {page.translation_key} +{maria.pk}"

    chief.post(READERS, {"form": page.translation_key.hex})
    assert seen_by(maria) == []


def test_nobody_outside_of_the_unit_can_be_named(chief, sensitive, page, stranger):
    response = chief.post(
        READERS, {"form": page.translation_key.hex, f"{page.translation_key.hex}-people": [stranger.pk]}
    )

    assert response.status_code == 422
    assert not NamedReader.objects.exists()


def test_forms_of_other_units_are_not_there(chief, directorate):
    other = ApplicationFormPageFactory(unit=directorate, is_sensitive=True)

    assert chief.post(READERS, {"form": other.translation_key.hex}).status_code == 404
    assert other.title not in chief.get(READERS).text


def test_case_workers_do_not_name(client, maria):
    sign_in(client, maria)

    assert client.get(READERS).status_code == 404


def test_who_marks_an_application_stays_among_those_who_see_it(chief, supervisor, application, maria, nikos):
    address = reverse("applications:restrict", args=[application.pk])
    assert chief.get(address).status_code == 200

    response = chief.post(address, {"version": 0, "people": [maria.pk]})

    assert response.status_code == 302
    assert seen_by(maria) == seen_by(supervisor) == [application]
    assert seen_by(nikos) == []
    assert application.events.filter(kind=EventKind.RESTRICTED).exists()
    assert chief.get(reverse("applications:detail", args=[application.pk])).status_code == 200

    chief.post(address, {"version": 1, "people": [nikos.pk]})
    assert seen_by(maria) == []
    assert seen_by(nikos) == [application]

    chief.post(reverse("applications:unrestrict", args=[application.pk]), {"version": 2})
    assert seen_by(maria) == [application]
    assert application.events.filter(kind=EventKind.UNRESTRICTED).exists()
    assert not NamedReader.objects.exists()


def test_marking_what_somebody_else_changed_is_refused_and_keeps_the_choice(chief, application, maria):
    Application.objects.update(lock_version=4)

    response = chief.post(
        reverse("applications:restrict", args=[application.pk]), {"version": 0, "people": [maria.pk]}
    )

    assert response.status_code == 409
    assert f'value="{maria.pk}" id="id_people_0" checked' in response.text.replace("\n", " ") or (
        "checked" in response.text
    )
    assert not Application.objects.get().is_sensitive


def test_the_dashboard_warns_of_what_nobody_may_see(chief, sensitive, page, maria, django_user_model):
    home = reverse("wagtailadmin_home")
    assert "unseen-heading" in chief.get(home).text
    assert sensitive.reference not in chief.get(home).text

    NamedReader.objects.create(form=page.translation_key, user=maria)
    assert "unseen-heading" not in chief.get(home).text

    django_user_model.objects.filter(pk=maria.pk).update(is_active=False)
    assert "unseen-heading" in chief.get(home).text


def test_case_workers_are_not_told_how_much_they_cannot_see(client, sensitive, maria):
    sign_in(client, maria)

    assert "unseen-heading" not in client.get(reverse("wagtailadmin_home")).text

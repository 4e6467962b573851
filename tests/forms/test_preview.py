"""Walking a form before anybody else sees it: every screen, and nothing that leaves a trace."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from forms.models import Application, ApplicationFormPage, Draft, Mail
from tests.forms import household
from tests.forms.editing import posted
from tests.forms.guide import entry_of_the_guide
from tests.signing_in import sign_in


@pytest.fixture
def editor(db, client):
    sign_in(client, get_user_model().objects.create_superuser("editor", password="x"))
    return client


@pytest.fixture
def page(db):
    service = entry_of_the_guide(title="Επίδομα γέννησης")
    page = household.make_page(services=[service.pk])
    page.unpublish()
    return ApplicationFormPage.objects.get(pk=page.pk)


def screens_of(client, page):
    """Every screen of the draft as the editor's panel loads it, by mode."""
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    modes = [mode for mode, _name in page.get_latest_revision_as_object().preview_modes]
    return {mode: client.get(address, {"mode": mode}) for mode in modes}


def test_the_draft_is_walked_from_its_start_to_the_received_page_ends_included(editor, page):
    screens = screens_of(editor, page)

    assert list(screens) == ["", "lives", "elsewhere", "home", "oath", "elegxos", "elifthi"]
    assert all(response.status_code == 200 for response in screens.values())
    assert "Επίδομα γέννησης" in screens["elsewhere"].content.decode()
    assert "Εργάζεται;" in screens["home"].content.decode()
    assert "Λογαριασμοί" in screens["elegxos"].content.decode()


def test_a_preview_sends_nothing_and_keeps_nothing(editor, page):
    for mode, response in screens_of(editor, page).items():
        html = response.content.decode()
        main = html[html.index("<main") : html.index("</main")]
        assert "csrfmiddlewaretoken" not in main, mode

    assert not Draft.objects.exists()
    assert not Application.objects.exists()
    assert not Mail.objects.exists()
    assert "drafts" not in editor.session


def test_what_somebody_posts_out_of_a_preview_is_refused(page):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, get_user_model().objects.create_superuser("editor", password="x"))
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    response = client.post(f"{address}?mode=lives", {"lives-here": "yes"})

    assert response.status_code in (403, 405)
    assert not Draft.objects.exists()


def test_a_preview_says_nothing_of_what_somebody_has_typed(editor, page):
    for mode, response in screens_of(editor, page).items():
        assert 'class="notification-banner' not in response.content.decode(), mode


def test_a_preview_of_a_form_under_maintenance_shows_every_screen(editor, page):
    page.maintenance_note = "Επιστρέφουμε σε λίγο."
    page.save_revision()

    assert all(response.status_code == 200 for response in screens_of(editor, page).values())


def test_what_was_typed_seconds_ago_is_previewed_without_being_saved(editor, form_page):
    raw = list(form_page.steps.raw_data)
    raw[0]["value"]["title"] = "Μόλις τώρα"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[form_page.pk])

    assert editor.post(address, posted(form_page, raw)).json()["is_valid"]
    html = editor.get(address, {"mode": "who"}).content.decode()

    assert "Μόλις τώρα" in html
    saved = ApplicationFormPage.objects.get(pk=form_page.pk)
    assert saved.definition.steps[0].title == "Ποιος είστε"
    assert saved.get_latest_revision_as_object().definition.steps[0].title == "Ποιος είστε"

"""What was typed is deleted when its author asks for it."""

import pytest
from django.test import Client

from forms.actions import applying
from forms.models import Application, Draft, Upload
from tests.forms import household
from tests.forms.factories import (
    ApplicationFormPageFactory,
)
from tests.forms.pausing import DELETE, LATER, put_by
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant


def test_what_was_typed_is_deleted_when_asked_twice(interrupted, person):
    asked = interrupted.post("why", {"why-more": person.trouble}, delete="1")
    assert asked.url == interrupted.address(DELETE)
    assert "<form" in text_of(interrupted.get(DELETE))
    assert interrupted.draft.answers["why"]["why-more"] == [person.trouble]

    done = interrupted.client.post(interrupted.address(DELETE))

    assert done.url == f"{interrupted.address(DELETE)}?done=1"
    assert not Draft.objects.exists()
    page = interrupted.client.get(done.url)
    assert page.status_code == 200
    assert f'action="{interrupted.address(DELETE)}"' not in text_of(page)
    assert not interrupted.get().context["is_begun"]


def test_files_are_deleted_along(client, db, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    applicant = Applicant(client, household.make_page())
    applicant.begin()
    applicant.post("lives", {"lives-here": "yes"})
    applicant.post("home", {"home-bills": household.picture(), "home-bills-upload": "1"})
    assert [path for path in settings.UPLOADS_DIR.rglob("*") if path.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(applicant.address(DELETE))

    assert not Upload.objects.exists()
    assert not [path for path in settings.UPLOADS_DIR.rglob("*") if path.is_file()]


@pytest.mark.parametrize("step", ["who", "why", "elegxos"])
def test_every_screen_offers_to_go_on_later_and_to_delete(applicant, person, step):
    applicant.fill_in(person)

    page = text_of(applicant.get(step))

    if step == "elegxos":
        assert f'href="{applicant.address(LATER)}"' in page
        assert f'href="{applicant.address(DELETE)}"' in page
    else:
        assert 'name="later"' in page
        assert 'name="delete"' in page


def test_what_was_put_by_is_deleted_by_no_browser(interrupted):
    code = put_by(interrupted)

    interrupted.client.post(interrupted.address(DELETE))
    interrupted.client.post(interrupted.url, {"anew": "1"})

    assert applying.put_by_under(code)


def test_after_sending_there_is_nothing_to_put_by_or_delete(applicant, person):
    applicant.fill_in(person)
    applicant.send()

    for page in (LATER, DELETE):
        assert applicant.get(page).url == applicant.address("elifthi")
        applicant.client.post(applicant.address(page), {"way": "code"})
    assert Application.objects.count() == 1


def test_a_stranger_has_nothing_to_put_by_or_delete(interrupted):
    stranger = Applicant(Client(), interrupted.page)

    assert stranger.get(LATER).status_code == 410
    assert stranger.get(DELETE).status_code == 200
    for page in (LATER, DELETE):
        stranger.client.post(stranger.address(page), {"way": "code"})
    draft = Draft.objects.get()
    assert draft.code_hash is None
    other_form = ApplicationFormPageFactory(title="Άλλη", slug="alli", parent=interrupted.page.get_parent())
    Applicant(interrupted.client, other_form).client.post(f"{other_form.get_url()}{DELETE}/")
    assert Draft.objects.get() == draft

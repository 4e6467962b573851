"""What must not lose an application, double it, or show it to others."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from forms.actions import applying
from forms.models import Application, Draft
from tests.forms.factories import COUNSELLING, ApplicationFormPageFactory, steps, typed_by
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_step_is_not_there(applicant, method):
    applicant.begin()

    assert getattr(applicant.client, method)(applicant.address("nothing")).status_code == 404


@pytest.mark.parametrize(
    "posted", [{"application-current_step": "why"}, {"application-current_step": "x"}, {}]
)
def test_a_step_that_claims_to_be_another_is_refused(applicant, person, posted):
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])

    response = applicant.client.post(applicant.address("who"), {**posted, "who-name": "x"})

    assert response.status_code == 400
    assert person.name in text_of(applicant.get("who"))


def test_formtools_own_jump_field_writes_nothing(applicant, person):
    applicant.fill_in(person)

    response = applicant.post("oath", typed_by(person)["oath"], wizard_goto_step="../../admin")

    assert response.url == applicant.address("elegxos")


def test_a_get_never_writes(applicant, person):
    applicant.fill_in(person)
    before = Draft.objects.values().get()

    for step in ("", "who", "why", "child", "oath", "elegxos", "elifthi"):
        applicant.get(step)

    assert Draft.objects.values().get() == before
    assert not Application.objects.exists()


def test_a_second_click_on_send_shows_the_same_reference(applicant, person):
    applicant.fill_in(person)

    first, second = applicant.send(), applicant.send()

    assert first.url == second.url == applicant.address("elifthi")
    assert applicant.application.reference in text_of(applicant.get("elifthi"))


@pytest.mark.parametrize("step", ["who", "child", "elegxos"])
def test_after_sending_every_step_leads_to_the_received_page(applicant, person, step):
    applicant.fill_in(person)
    applicant.send()

    assert applicant.get(step).url == applicant.address("elifthi")
    assert applicant.post(step, {"who-name": "later"}).url == applicant.address("elifthi")
    assert Application.objects.count() == 1
    assert not Draft.objects.exists()


def test_an_expired_draft_has_a_page_of_its_own(applicant, person):
    applicant.fill_in(person)

    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        response = applicant.get("why")

    assert response.status_code == 410
    assert person.trouble not in text_of(response)


def test_what_is_typed_into_a_step_of_an_expired_draft_is_kept_in_a_new_one(applicant, person):
    typed = typed_by(person)
    applicant.fill_in(person)
    old = applicant.draft

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        response = applicant.post("why", typed["why"])

        assert response.status_code == 410
        assert "Τι συμβαίνει" in text_of(response)
        assert applicant.draft.pk != old.pk
        assert applicant.begin().url == applicant.address("who")
        applicant.post("who", typed["who"])
        assert person.trouble in text_of(applicant.get("why"))


def test_an_expired_draft_is_not_sent(applicant, person):
    applicant.fill_in(person)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert applicant.send().status_code == 410

    assert not Application.objects.exists()


def test_typing_prolongs_a_draft(applicant, person):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        applicant.begin()
    with time_machine.travel(start + timedelta(hours=20), tick=False):
        applicant.post("who", typed_by(person)["who"])
    with time_machine.travel(start + timedelta(hours=40), tick=False):
        assert applicant.get("why").status_code == 200


def test_another_browser_sees_nothing_of_a_draft(applicant, person):
    applicant.fill_in(person)
    stranger = Applicant(Client(), applicant.page)

    for step in ("who", "elegxos"):
        response = stranger.get(step)
        assert response.status_code == 410
        assert person.name not in text_of(response)
    assert stranger.get("elifthi").url == "/aitiseis/poreia/"


def test_a_draft_of_one_form_opens_no_other(applicant, person):
    other = ApplicationFormPageFactory(title="Άλλη", slug="alli", parent=applicant.page.get_parent())
    applicant.fill_in(person)
    session = applicant.client.session
    session["drafts"][str(other.translation_key)] = session["drafts"][str(applicant.page.translation_key)]
    session.save()

    assert Applicant(applicant.client, other).get("elegxos").status_code == 410


@pytest.mark.parametrize("junk", [None, "text", {"x": 1}, {"KEY": 7}, {"KEY": "no-uuid"}, {"KEY": None}])
def test_a_session_full_of_junk_is_like_none(applicant, junk):
    key = str(applicant.page.translation_key)
    session = applicant.client.session
    session["drafts"] = (
        {key if name == "KEY" else name: v for name, v in junk.items()} if isinstance(junk, dict) else junk
    )
    session.save()

    assert applicant.get("who").status_code == 410
    assert applicant.get().status_code == 200


def test_the_session_holds_the_draft_id_and_nothing_else(applicant, person):
    applicant.fill_in(person)
    draft_id = str(applicant.draft.pk)
    expected = {"drafts": {str(applicant.page.translation_key): draft_id}}

    assert Session.objects.get().get_decoded() == expected
    applicant.send()
    assert Session.objects.get().get_decoded() == expected


@pytest.mark.parametrize("step", ["who", "elegxos", "elifthi", "gone"])
def test_no_copy_of_a_wizard_page_is_kept_anywhere(applicant, person, step):
    if step != "gone":
        applicant.fill_in(person)
    if step == "elifthi":
        applicant.send()

    response = applicant.get("who" if step == "gone" else step)

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == ("no-referrer" if step == "elifthi" else "same-origin")
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_redirects_after_a_post_are_not_kept_either(applicant, person):
    for response in (
        applicant.begin(),
        applicant.post("who", typed_by(person)["who"]),
        applicant.post("why"),
    ):
        assert response.status_code == 302
        assert response["Cache-Control"] == "no-store, private"


def test_the_start_page_carries_a_token_and_is_kept_nowhere_but_listed(applicant):
    response = applicant.get()

    assert response["Cache-Control"] == "no-store, private"
    assert "X-Robots-Tag" not in response


def test_a_question_added_meanwhile_is_asked_and_nothing_else_is_lost(applicant, person):
    applicant.fill_in(person)
    page = applicant.page
    new = {"kind": "text", "key": "village", "label": "Οικισμός"}
    who = {**COUNSELLING[0], "questions": [*COUNSELLING[0]["questions"], new]}
    page.steps = steps(who, *COUNSELLING[1:])
    page.save_revision().publish()

    assert applicant.send().url == applicant.address("who")
    assert person.name in text_of(applicant.get("who"))
    typed = {**typed_by(person)["who"], "who-village": "Δοϊράνη"}
    assert applicant.post("who", typed, change="1").url == applicant.address("elegxos")
    applicant.send()
    assert applicant.application.answers["village"] == "Δοϊράνη"


def test_a_step_removed_meanwhile_is_not_there_and_its_answers_are_left_out(applicant, person):
    applicant.fill_in(person)
    page = applicant.page
    page.steps = steps(COUNSELLING[0], COUNSELLING[3])
    page.save_revision().publish()

    assert applicant.get("why").status_code == 404
    applicant.send()
    assert "more" not in applicant.application.answers


def test_an_edit_that_is_not_published_changes_nothing(applicant, person):
    applicant.fill_in(person)
    page = applicant.page
    page.steps = steps(COUNSELLING[0])
    page.save_revision()

    assert applicant.send().url == applicant.address("elifthi")
    assert applicant.application.answers["more"] == person.trouble


def test_other_methods_are_refused(applicant):
    applicant.begin()

    assert applicant.client.put(applicant.address("who")).status_code == 405
    assert applicant.client.post(applicant.address("elifthi")).status_code == 405


def test_very_long_text_is_refused_but_not_lost(applicant):
    applicant.begin()

    applicant.post("who", {"who-name": "α" * 300})

    page = applicant.get("who")
    assert "name" in page.context["form"].errors
    assert "α" * 300 in text_of(page)


def test_what_belongs_to_no_question_is_not_kept(applicant):
    applicant.begin()

    applicant.post("who", {"who-name": "x", "who-evil": "y", "csrfmiddlewaretoken": "t", "why-more": "z"})

    assert set(applicant.draft.answers["who"]) == {"who-name"}


def test_a_draft_whose_key_is_gone_is_asked_for_anew(applicant, person):
    applicant.fill_in(person)
    Draft.objects.update(sealed_answers=b"\x01" + bytes(60))

    assert applicant.get("who").status_code == 410
    assert applicant.begin().url == applicant.address("who")


def test_an_expired_draft_is_never_locked(form_page):
    draft = applying.begin(form_page)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert applying.lock(draft.pk, form_page.translation_key) is None


def test_a_reference_that_cannot_be_opened_is_no_error_page(applicant, person, caplog):
    applicant.fill_in(person)
    applicant.send()
    Application.objects.update(sealed_content=b"\x01" + bytes(60))

    response = applicant.get("elifthi")

    assert response.status_code == 200
    assert "confirmation-panel__reference" not in text_of(response)
    assert "τηλεφωνήστε" in text_of(response).lower()
    assert str(applicant.application.pk) in caplog.text

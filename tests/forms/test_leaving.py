"""Leaving a sensitive form at once: what was typed is gone, and nothing leads back to it."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from forms.models import Application, Draft
from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.walking import Applicant
from tests.signing_in import sign_in

SCREENS = ["", "who", "elegxos"]


@pytest.fixture
def form_page(db):
    return ApplicationFormPageFactory(is_sensitive=True)


def exit_of(page):
    return page.get_url() + "exodos/"


def policy_of(response):
    return response["Content-Security-Policy"]


@pytest.mark.parametrize("step", SCREENS)
def test_every_screen_of_a_sensitive_form_has_the_way_out(applicant, person, step):
    applicant.fill_in(person)

    html = applicant.get(step).content.decode()

    assert f'<form id="quick-exit" method="post" action="{exit_of(applicant.page)}">' in html
    assert f'data-url="{settings.QUICK_EXIT_URL}"' in html
    assert "js/quick-exit.js" in html


def test_other_forms_have_none(client, db):
    page = ApplicationFormPageFactory(is_sensitive=False)

    response = client.get(page.get_url())

    assert "quick-exit" not in response.content.decode().split("<body")[1]
    assert "meteo" not in policy_of(response)


def test_the_policy_lets_the_button_end_there_and_nowhere_else(applicant):
    response = applicant.get()

    directives = dict(part.strip().partition(" ")[::2] for part in policy_of(response).split(";"))
    assert directives["form-action"] == "'self' https://www.meteo.gr"
    assert directives["default-src"] == "'none'"
    assert directives["connect-src"] == "'self'"


def test_leaving_deletes_what_was_typed_and_leads_elsewhere(applicant, person):
    applicant.fill_in(person)

    response = applicant.client.post(exit_of(applicant.page))

    assert (response.status_code, response.url) == (302, settings.QUICK_EXIT_URL)
    assert "no-store" in response["Cache-Control"]
    assert not Draft.objects.exists()
    assert applicant.client.session.is_empty()
    for step in ("", "who", "elegxos"):
        shown = applicant.client.get(applicant.address(step), follow=True).content.decode()
        assert [mark for mark in person.marks if mark in shown] == []


def test_after_sending_nothing_leads_back_to_the_reference(applicant, person):
    applicant.fill_in(person)
    applicant.send()

    applicant.client.post(exit_of(applicant.page))

    assert Application.objects.exists()
    shown = applicant.client.get(applicant.address("elifthi"), follow=True).content.decode()
    assert applicant.application.reference not in shown


def test_staff_stay_signed_in(applicant, admin_user):
    sign_in(applicant.client, admin_user)
    applicant.begin()

    applicant.client.post(exit_of(applicant.page))

    assert not Draft.objects.exists()
    assert applicant.client.session["_auth_user_id"] == str(admin_user.pk)


@pytest.fixture
def careful(form_page):
    """Somebody whose browser is asked for its token."""
    return Applicant(Client(enforce_csrf_checks=True), form_page)


def begin(careful):
    token = careful.get().context["csrf_token"]
    careful.client.post(careful.address(), {"csrfmiddlewaretoken": str(token)})
    assert Draft.objects.exists()


def test_a_page_left_open_overnight_still_leaves(careful):
    begin(careful)
    with time_machine.travel(timezone.now() + timedelta(hours=12)):
        del careful.client.cookies[settings.CSRF_COOKIE_NAME]
        response = careful.client.post(exit_of(careful.page), headers={"origin": "http://testserver"})

    assert response.url == settings.QUICK_EXIT_URL
    assert not Draft.objects.exists()


@pytest.mark.parametrize("origin", [{"origin": "https://elsewhere.example"}, {}])
def test_no_other_site_can_delete_a_draft(careful, origin):
    begin(careful)

    response = careful.client.post(exit_of(careful.page), headers=origin)

    assert response.url == exit_of(careful.page)
    assert Draft.objects.exists()


def test_without_a_token_a_page_without_answers_asks_once(careful):
    begin(careful)

    html = careful.client.get(exit_of(careful.page)).content.decode()

    main = html.split("<main")[1]
    assert f'<form class="actions" method="post" action="{exit_of(careful.page)}">' in main
    assert "csrfmiddlewaretoken" in main


TOLD = [
    "Everything you have typed in this application is deleted, and an unrelated page opens."
    " An application that was sent stays sent.",
    "Your browser's history still shows that you were here. A private window keeps none, or you can"
    " delete the history afterwards.",
]


@pytest.mark.parametrize("text", TOLD)
def test_the_page_tells_beforehand_what_leaving_does_and_what_it_cannot(applicant, text):
    html = unescape(applicant.get().content.decode())

    with translation.override("el"):
        assert gettext(text) in html

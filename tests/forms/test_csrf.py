"""A token that is missing or too old: strangers are refused, people lose nothing."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from forms.apply.csrf import is_same_origin
from forms.models import Application, Draft
from tests.forms import household
from tests.forms.factories import typed_by
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant

OWN = {"origin": "http://testserver"}


@pytest.fixture
def applicant(form_page):
    """A browser that has walked a while, under a server that checks tokens."""
    return Applicant(Client(enforce_csrf_checks=True), form_page)


@pytest.fixture
def waiting(applicant, person):
    """The applicant, with a filled-in draft."""
    trusting = Applicant(Client(), applicant.page)
    trusting.fill_in(person)
    applicant.client.cookies = trusting.client.cookies
    return applicant


def post(applicant, step, data=None, **headers):
    posted = {"application-current_step": step, **(data or {})}
    return applicant.client.post(applicant.address(step), posted, headers=headers)


def test_a_step_with_an_old_token_is_kept_and_shown_again(waiting, person):
    typed = {**typed_by(person)["why"], "why-more": "newer words"}

    response = post(waiting, "why", typed, **OWN)

    assert response.status_code == 302
    assert response.url == waiting.address("why") + "?again=1"
    page = text_of(waiting.client.get(response.url))
    assert "newer words" in page
    assert "notification-banner" in page


def test_a_change_with_an_old_token_still_comes_back_to_the_check_page(waiting, person):
    response = post(waiting, "why", {**typed_by(person)["why"], "change": "1"}, **OWN)

    assert 'name="change"' in text_of(waiting.client.get(response.url))


def test_rows_and_files_with_an_old_token_are_kept_too(client, db, settings, tmp_path):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    applicant = Applicant(client, household.make_page())
    applicant.begin()
    applicant.post("lives", {"lives-here": "yes"})
    strict = Applicant(Client(enforce_csrf_checks=True), applicant.page)
    strict.client.cookies = client.cookies

    typed = {**household.row(0, "Ανδρέας", "yes"), "home-bills": household.picture("dei.png")}
    response = post(strict, "home", typed, **OWN)

    assert response.url == strict.address("home") + "?again=1"
    page = text_of(strict.client.get(response.url))
    assert "Ανδρέας" in page
    assert "dei.png" in page


def test_sending_with_an_old_token_sends_nothing_and_asks_again(waiting):
    response = post(waiting, "elegxos", **OWN)

    assert response.url == waiting.address("elegxos") + "?again=1"
    assert not Application.objects.exists()


def test_with_the_draft_gone_too_the_step_is_kept_in_a_new_one(waiting, person):
    Draft.objects.all().delete()

    assert post(waiting, "why", typed_by(person)["why"], **OWN).status_code == 410
    assert Draft.objects.get().answers["why"]["why-more"] == [person.trouble]


def test_after_sending_an_old_token_leads_to_the_received_page(waiting, person):
    trusting = Applicant(Client(), waiting.page)
    trusting.client.cookies = waiting.client.cookies
    trusting.send()

    assert post(waiting, "why", typed_by(person)["why"], **OWN).url == waiting.address("elifthi")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"referer": "http://evil.example/http://testserver/"},
        {"referer": "http://testserver.evil.example/"},
        {"sec-fetch-site": "cross-site"},
        {},
    ],
)
def test_a_stranger_writes_nothing(waiting, person, headers):
    before = Draft.objects.values().get()

    assert post(waiting, "why", {"why-more": "forged"}, **headers).status_code == 403
    assert Draft.objects.values().get() == before


def test_a_browser_without_cookies_is_not_led_in_circles(applicant):
    assert applicant.client.post(applicant.url, headers=OWN).status_code == 403
    assert post(applicant, "who", {"who-name": "x"}, **OWN).status_code == 403
    assert not Draft.objects.exists()


def test_the_start_button_with_an_old_token_is_offered_again(applicant):
    applicant.client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    response = applicant.client.post(applicant.url, headers=OWN)

    assert response.url == f"{applicant.url}?again=1"


def test_unknown_steps_and_other_pages_are_refused_as_ever(waiting):
    assert post(waiting, "nothing", **OWN).status_code == 403
    assert waiting.client.post("/anazitisi/", headers=OWN).status_code == 403


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"origin": "http://testserver"}, True),
        ({"referer": "http://testserver/aitiseis/"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://x", "referer": "http://testserver/"}, False),
    ],
)
def test_our_own_pages_are_told_from_others(headers, same):
    request = RequestFactory().post("/", headers=headers)

    assert is_same_origin(request) is same

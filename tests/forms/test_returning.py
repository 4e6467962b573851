"""Coming back to what was put by, from any device, once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from forms import reference, return_code
from forms.actions import applying
from forms.models import Draft
from tests.forms.factories import (
    make_application,
    make_draft,
    make_english,
    typed_by,
)
from tests.forms.pausing import LATER, RETURN, code_on, put_by, put_by_with_mail
from tests.forms.people import make_person
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant


def test_looking_at_the_link_uses_nothing_up(interrupted, person, work_off):
    link = put_by_with_mail(interrupted, person.email, work_off)
    before = Draft.objects.values().get()

    for _scanner in range(3):
        page = Client().get(link)
        assert person.name not in text_of(page)
        assert interrupted.page.title not in text_of(page).partition("<main")[2].partition("</main>")[0]

    assert Draft.objects.values().get() == before


def test_a_link_works_once(interrupted, person, work_off):
    link = put_by_with_mail(interrupted, person.email, work_off)
    Client().post(link)
    second = Client()

    assert second.post(link).url == link
    page = second.get(link)
    assert page.status_code == 410
    assert RETURN in text_of(page)


def test_a_link_that_nobody_ever_got_says_what_to_do(form_page):
    page = Client().get(f"{RETURN}{'x' * 43}/")

    assert page.status_code == 410
    assert form_page.get_parent().get_url() in text_of(page)


def test_using_the_link_uses_up_the_code_too_and_the_other_way_round(applicant, person, work_off):
    applicant.fill_in(person)
    link = put_by_with_mail(applicant, person.email, work_off)
    code = code_on(applicant.get(LATER))

    assert Client().post(RETURN, {"code": code}).url == applicant.address("elegxos") + "?returned=1"
    assert Client().get(link).status_code == 410
    assert Client().post(RETURN, {"code": code}).url == f"{RETURN}?wrong=1"


@pytest.mark.parametrize(
    "mistyped",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f" {code}\n",
        lambda code: code.translate(str.maketrans("CDFGJLRVW", "ΨΔΦΓΞΛΡΩΣ")),
        lambda code: code.lower().translate(str.maketrans("cdfgjlrvw", "ψδφγξλρως")),
    ],
)
def test_a_code_is_understood_however_it_is_typed(interrupted, mistyped):
    code = put_by(interrupted)
    other = Applicant(Client(), interrupted.page)

    assert other.client.post(RETURN, {"code": mistyped(code)}).url == other.address("why") + "?returned=1"


def test_a_code_is_hard_to_guess_and_easy_to_read():
    codes = {return_code.make() for _each in range(200)}

    assert len(codes) == 200
    assert all(re.fullmatch("([2-9CDFGJLQRVW]{4}-){3}[2-9CDFGJLQRVW]{4}", code) for code in codes)
    assert len(reference.ALPHABET) ** return_code.LENGTH > 2**60
    assert not any(reference.normalise(code) for code in codes)


def test_a_wrong_code_is_shown_again_with_what_may_be_wrong(interrupted):
    put_by(interrupted)
    wrong, client = return_code.make(), Client()

    assert client.post(RETURN, {"code": wrong}).url == f"{RETURN}?wrong=1"

    page = client.get(f"{RETURN}?wrong=1")
    assert wrong in text_of(page)
    assert page.context["form"].errors["code"]
    assert "aria-invalid" in text_of(page)
    assert wrong not in str(Session.objects.get(pk=client.session.session_key).get_decoded())


def test_whether_a_code_leads_anywhere_only_who_posts_it_learns(interrupted):
    code, client = put_by(interrupted), Client()
    client.post(RETURN, {"code": return_code.make()})

    told = client.get(f"{RETURN}?wrong=1").context["form"].errors
    client.post(RETURN, {"code": "2222-2222-2222-2222"})

    assert told == client.get(f"{RETURN}?wrong=1").context["form"].errors
    assert Draft.objects.filter(code_hash__isnull=False).count() == 1
    assert code


@pytest.mark.parametrize("typed", ["", "QQ", "4C7R-DQ29"])
def test_what_is_no_code_is_told_from_one_that_leads_nowhere(form_page, typed):
    client = Client()

    client.post(RETURN, {"code": typed})

    page = client.get(f"{RETURN}?wrong=1")
    assert bool(page.context["form"].errors) is bool(typed)


def test_who_types_a_reference_number_is_sent_to_where_it_belongs(form_page):
    application, client = make_application(form_page), Client()

    client.post(RETURN, {"code": application.reference})

    page = client.get(f"{RETURN}?wrong=1")
    assert page.context["form"].errors["code"]
    assert "/aitiseis/poreia/" in text_of(page)


def test_guessing_codes_is_slowed_and_a_good_one_works_afterwards(interrupted):
    code, client = put_by(interrupted), Client()
    for _guess in range(10):
        assert client.post(RETURN, {"code": return_code.make()}).status_code == 302

    assert client.post(RETURN, {"code": code}).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(RETURN, {"code": code}).url.endswith("?returned=1")


def test_a_second_click_on_going_on_leads_to_the_same_place(interrupted):
    code, browser = put_by(interrupted), Client(enforce_csrf_checks=True)
    page = text_of(browser.get(RETURN))
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    first_session = browser.cookies.get(project.SESSION_COOKIE_NAME)
    posted = {"code": code, "csrfmiddlewaretoken": token}

    first = browser.post(RETURN, posted)
    browser.cookies.pop(project.SESSION_COOKIE_NAME)  # its answer was never heard
    second = browser.post(RETURN, posted)

    assert first_session is None
    assert first.url == second.url
    assert browser.get(second.url).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert browser.post(RETURN, posted).url == f"{RETURN}?wrong=1"


def test_going_on_works_in_the_old_browser_and_gives_its_session_a_new_key(interrupted, person):
    code = put_by(interrupted)
    old_key = interrupted.client.session.session_key

    interrupted.client.post(RETURN, {"code": code})

    assert interrupted.client.session.session_key != old_key
    assert not Session.objects.filter(pk=old_key).exists()
    assert person.name in text_of(interrupted.get("who"))


def test_another_application_begun_here_meanwhile_is_not_lost_silently(interrupted, person):
    code, other = put_by(interrupted), make_person()
    interrupted.begin()
    interrupted.post("who", typed_by(other)["who"])

    asked = interrupted.client.post(RETURN, {"code": code})

    assert asked.url == f"{RETURN}?other=1"
    page = text_of(interrupted.client.get(asked.url))
    assert code in page
    assert 'name="replace"' in page
    assert Draft.objects.count() == 2
    assert other.name in text_of(interrupted.get("who"))
    back = interrupted.client.post(RETURN, {"code": code, "replace": "1"})
    assert back.url.endswith("?returned=1")
    assert person.name in text_of(interrupted.get("who"))
    assert Draft.objects.count() == 1


def test_a_link_asks_the_same(interrupted, person, work_off):
    link = put_by_with_mail(interrupted, person.email, work_off)
    interrupted.begin()
    interrupted.post("who", typed_by(make_person())["who"])

    assert 'name="replace"' in text_of(interrupted.client.get(link))
    assert interrupted.client.post(link).url == f"{link}?other=1"
    assert interrupted.client.post(link, {"replace": "1"}).url.endswith("?returned=1")


def test_one_merely_begun_is_no_loss(interrupted):
    code = put_by(interrupted)
    interrupted.begin()

    assert interrupted.client.post(RETURN, {"code": code}).url.endswith("?returned=1")
    assert Draft.objects.count() == 1


def test_what_was_put_by_in_greek_is_gone_on_with_in_english(interrupted, form_page, person):
    english = make_english(form_page)
    code = put_by(interrupted)

    back = Client().post("/en/aitiseis/synecheia/", {"code": code})

    assert back.url == f"{english.get_url()}why/?returned=1"


def test_when_the_form_is_gone_the_link_says_that_it_leads_nowhere(interrupted, person, work_off):
    link = put_by_with_mail(interrupted, person.email, work_off)
    interrupted.page.unpublish()

    assert Client().get(link).status_code == 410
    assert Client().post(link).url == link
    assert Draft.objects.exists()


def test_a_draft_whose_key_is_gone_is_no_error_page(interrupted):
    code = put_by(interrupted)
    Draft.objects.update(sealed_answers=b"\x01" + bytes(60))

    assert Client().post(RETURN, {"code": code}).url == f"{RETURN}?wrong=1"


def test_of_two_who_come_at_once_one_gets_it(form_page):
    draft = make_draft(form_page)
    _token, code = applying.put_by(draft, "el")

    assert applying.return_with(code) == draft
    assert applying.return_with(code) is None

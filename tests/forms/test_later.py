"""Continue later: an application is put by, and how long."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from forms import return_code
from forms.actions import applying
from forms.models import Draft, Mail
from tests.forms import household
from tests.forms.factories import (
    make_english,
    typed_by,
)
from tests.forms.pausing import DELETE, LATER, OWN, RETURN, code_on, put_by, put_by_with_mail
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant


def test_continue_later_keeps_what_is_on_the_page_though_it_is_not_finished(interrupted, person):
    response = interrupted.post("why", {"why-more": person.trouble}, later="1")

    assert response.url == interrupted.address(LATER)
    assert interrupted.draft.answers["why"]["why-more"] == [person.trouble]


def test_an_interrupted_application_is_finished_on_another_device(interrupted, person, work_off):
    interrupted.post("why", {"why-more": person.trouble}, later="1")
    link = put_by_with_mail(interrupted, person.email, work_off)
    assert interrupted.get("why").status_code == 410
    other = Applicant(Client(), interrupted.page)

    assert other.client.get(link).status_code == 200
    back = other.client.post(link)

    assert back.url == other.address("why") + "?returned=1"
    assert person.trouble in text_of(other.client.get(back.url))
    other.post("why", typed_by(person)["why"])
    other.post("oath", {"oath-true": "on"})
    other.send()
    assert other.application.answers["name"] == person.name


def test_put_by_it_is_kept_for_days_and_then_deleted(interrupted):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        code = put_by(interrupted)
        days = timedelta(days=project.PAUSED_LIFETIME_DAYS)
        assert interrupted.draft.expires_at == start + days
    with time_machine.travel(start + days - timedelta(minutes=1)):
        assert applying.put_by_under(code)
    with time_machine.travel(start + days + timedelta(minutes=1)):
        assert Client().post(RETURN, {"code": code}).url == f"{RETURN}?wrong=1"
        assert applying.return_with(code) is None


def test_once_back_it_is_kept_as_long_as_any_that_is_in_hand(interrupted):
    code, start = put_by(interrupted), timezone.now()
    with time_machine.travel(start + timedelta(days=3), tick=False):
        Client().post(RETURN, {"code": code})
        assert interrupted.draft.expires_at == timezone.now() + timedelta(hours=project.DRAFT_LIFETIME_HOURS)


def test_a_second_pause_gives_a_new_link_and_code_and_the_old_are_dead(interrupted, person, work_off):
    first_link = put_by_with_mail(interrupted, person.email, work_off)
    first_code = code_on(interrupted.get(LATER))
    interrupted.client.post(first_link)
    second_link = put_by_with_mail(interrupted, person.email, work_off)
    second_code = code_on(interrupted.get(LATER))

    assert first_link != second_link
    assert first_code != second_code
    assert Client().get(first_link).status_code == 410
    assert Client().post(RETURN, {"code": first_code}).url == f"{RETURN}?wrong=1"
    assert Client().get(second_link).status_code == 200
    assert applying.put_by_under(second_code)


def test_a_mail_with_a_dead_link_is_not_sent_any_more(interrupted, person):
    interrupted.client.post(interrupted.address(LATER), {"way": "mail", f"{LATER}-address": person.email})
    assert Mail.objects.count() == 1

    Client().post(RETURN, {"code": code_on(interrupted.get(LATER))})

    assert not Mail.objects.exists()


def test_no_table_holds_the_code_the_token_or_the_address_in_clear(interrupted, person, work_off):
    link = put_by_with_mail(interrupted, person.email, work_off)
    code, token = code_on(interrupted.get(LATER)), link.split("/")[-2]

    stored = repr([list(model.objects.values()) for model in (Draft, Mail)])
    session = str(Session.objects.get(pk=interrupted.client.session.session_key).get_decoded())

    for secret in (code, return_code.normalise(code), token, person.email):
        assert secret not in stored
        assert secret not in session


def test_the_page_with_the_code_can_be_loaded_again_but_not_for_ever(interrupted):
    code = put_by(interrupted)

    assert code_on(interrupted.get(LATER)) == code
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert code not in text_of(interrupted.get(LATER))


def test_done_takes_the_code_off_this_device(interrupted):
    code = put_by(interrupted)

    assert interrupted.client.post(interrupted.address(LATER), {"done": "1"}).url == interrupted.url
    assert code not in text_of(interrupted.get(LATER))
    assert applying.put_by_under(code)


def test_the_page_says_until_when_and_where_to_return(interrupted):
    put_by(interrupted)

    page = text_of(interrupted.get(LATER))
    assert f"{timezone.localtime(interrupted.draft.expires_at):%H:%M}" in page
    assert f"http://localhost{RETURN}" in page
    assert interrupted.page.title not in page.partition("<title")[2].partition("</title>")[0]


def test_the_address_is_offered_from_the_application_and_a_wrong_one_is_kept(interrupted, person):
    assert f'value="{person.email}"' in text_of(interrupted.get(LATER))

    wrong = interrupted.client.post(
        interrupted.address(LATER), {"way": "mail", f"{LATER}-address": "nobody@"}
    )

    assert wrong.url == interrupted.address(LATER)
    page = interrupted.get(LATER)
    assert page.context["form"].errors["address"]
    assert 'value="nobody@"' in text_of(page)
    assert not Mail.objects.exists()
    assert interrupted.get("why").status_code == 200


def test_nobody_can_fill_a_mailbox_with_links(interrupted, person):
    code = None
    for time in range(6):
        if code:
            interrupted.client.post(RETURN, {"code": code})
        response = interrupted.client.post(
            interrupted.address(LATER), {"way": "mail", f"{LATER}-address": person.email}
        )
        if time < 5:
            code = code_on(interrupted.get(LATER))

    assert response.status_code == 429
    assert interrupted.get("why").status_code == 200


def test_a_second_click_on_continue_later_shows_the_same_code(interrupted):
    code = put_by(interrupted)

    interrupted.client.post(interrupted.address(LATER), {"way": "code"})

    assert code_on(interrupted.get(LATER)) == code


def test_a_tab_left_open_says_that_the_application_is_put_by_and_keeps_what_it_brings(interrupted, person):
    code = put_by(interrupted)

    late = interrupted.post("why", {"why-more": person.trouble})

    assert late.status_code == 410
    assert interrupted.address(LATER) in text_of(late)
    assert applying.put_by_under(code)
    assert Draft.objects.get(code_hash=None).answers["why"]["why-more"] == [person.trouble]


def test_the_way_back_is_in_the_language_in_which_it_was_put_by(interrupted, form_page, person, work_off):
    english = Applicant(interrupted.client, make_english(form_page))

    link = put_by_with_mail(english, person.email, work_off)

    assert link.startswith("/en/")


def test_rows_and_files_come_along(client, db, settings, tmp_path):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    applicant = Applicant(client, household.make_page())
    applicant.begin()
    applicant.post("lives", {"lives-here": "yes"})
    applicant.post(
        "home", {**household.row(0, "Ανδρέας"), "home-bills": household.picture("dei.png")}, later="1"
    )
    code, other = put_by(applicant), Applicant(Client(), applicant.page)

    other.client.post(RETURN, {"code": code})

    page = text_of(other.get("home"))
    assert "Ανδρέας" in page
    assert "dei.png" in page


@pytest.mark.parametrize("path", [LATER, DELETE, RETURN, f"{RETURN}{'x' * 43}/"])
def test_no_copy_of_these_pages_is_kept_and_other_methods_are_refused(interrupted, path):
    address = path if path.startswith("/") else interrupted.address(path)

    response = interrupted.client.get(address)

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert interrupted.client.put(address).status_code == 405


def test_an_old_token_asks_to_press_once_more(interrupted, person):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = interrupted.client.cookies
    code = return_code.make()

    for address in (interrupted.address(LATER), interrupted.address(DELETE), RETURN):
        response = strict.post(address, {"code": code, "way": "code"}, headers=OWN)
        assert response.url == f"{address}?again=1"
        assert "notification-banner" in text_of(strict.get(response.url))
    assert code in text_of(strict.get(f"{RETURN}?again=1"))
    assert Draft.objects.get().code_hash is None

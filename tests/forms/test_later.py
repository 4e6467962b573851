"""Continue later: put by on one device, gone on with on another, or deleted."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from forms import reference, return_code
from forms.actions import applying
from forms.models import Application, Draft, Mail, Upload
from tests.forms import household
from tests.forms.factories import (
    ApplicationFormPageFactory,
    make_application,
    make_draft,
    make_english,
    typed_by,
)
from tests.forms.people import make_person
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant

LATER, DELETE = "argotera", "diagrafi"
RETURN = "/aitiseis/synecheia/"
OWN = {"origin": "http://testserver"}


def put_by(applicant, **typed):
    """Press the button; the code that the page then shows."""
    response = applicant.client.post(applicant.address(LATER), {"way": "code", **typed})
    assert response.url == applicant.address(LATER)
    return code_on(applicant.get(LATER))


def code_on(page):
    return re.search(r'return-code__code">([^<]+)<', text_of(page))[1]


def put_by_with_mail(applicant, address, work_off):
    """The path of the link in the mail that comes."""
    applicant.client.post(applicant.address(LATER), {"way": "mail", f"{LATER}-address": address})
    work_off()
    return path_of_link(mail.outbox[-1])


def path_of_link(message):
    return urlsplit(re.search(r"https?://\S+synecheia/\S+", message.body)[0]).path


@pytest.fixture
def interrupted(applicant, person):
    """Somebody who has answered one step and half of the next."""
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])
    return applicant


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


def test_a_tab_left_open_says_that_the_application_is_put_by_and_keeps_what_it_brings(interrupted, person):
    code = put_by(interrupted)

    late = interrupted.post("why", {"why-more": person.trouble})

    assert late.status_code == 410
    assert interrupted.address(LATER) in text_of(late)
    assert applying.put_by_under(code)
    assert Draft.objects.get(code_hash=None).answers["why"]["why-more"] == [person.trouble]


def test_what_was_put_by_in_greek_is_gone_on_with_in_english(interrupted, form_page, person):
    english = make_english(form_page)
    code = put_by(interrupted)

    back = Client().post("/en/aitiseis/synecheia/", {"code": code})

    assert back.url == f"{english.get_url()}why/?returned=1"


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


# Deletion


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

"""From the first sign-in with a code on paper to an app on the phone, and back when it is lost."""

import base64
import datetime
import re
import secrets

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from forms.models import Access, Authenticator, RecoveryCodes
from forms.staff import second_factor
from tests.forms.inbox import factories
from tests.forms.staff.codes import code_for, code_of
from tests.forms.staff.door import INBOX, LOGIN, PASSWORD, is_in, knock
from tests.signing_in import sign_in

TWO_FACTOR = "/admin/account/two-factor/"
SET_UP, CODES, CONFIRM = f"{TWO_FACTOR}set-up/", f"{TWO_FACTOR}codes/", f"{TWO_FACTOR}confirm/"
CODE = re.compile(r"<code>(\w{4}-\w{4}-\w{4})</code>")


def key_on(page):
    """The key that the page shows as text, hex."""
    text = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1)
    return base64.b32decode(text.replace(" ", "")).hex()


def set_up(client):
    """Set up the app as the page says; the recovery codes that are shown."""
    key = key_on(client.get(SET_UP).text)
    answer = client.post(SET_UP, {"code": code_for(key)})
    assert (answer.status_code, answer.url) == (302, CODES)
    return CODE.findall(client.get(CODES).text)


def trail():
    return list(Access.objects.filter(kind="second_factor").values_list("note", flat=True))


def test_a_newcomer_is_led_from_the_code_she_was_given_to_the_inbox(client, newcomer):
    given = second_factor.give_enrolment_code(newcomer)
    assert knock(client, "nefeli", given).status_code == 302

    for url in ("/admin/", INBOX, "/admin/account/", TWO_FACTOR):
        assert client.get(url).url == SET_UP
    before = client.session.session_key
    codes = set_up(client)

    assert len(set(codes)) == 10
    assert client.session.session_key != before
    assert client.get(INBOX).status_code == 200
    assert trail() == ["app set up"]
    assert not CODE.search(client.get(CODES).text)
    client.post("/admin/logout/")
    assert knock(client, "nefeli", given).status_code == 422
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=5)):
        assert knock(client, "nefeli", codes[9]).status_code == 302


def test_a_wrong_first_code_changes_nothing_and_shows_the_same_key(client, newcomer):
    knock(client, "nefeli", second_factor.give_enrolment_code(newcomer))
    key = key_on(client.get(SET_UP).text)
    answer = client.post(SET_UP, {"code": f"{(int(code_for(key)) + 1) % 10**6:06}"})

    assert answer.status_code == 422
    assert key_on(answer.text) == key
    assert not second_factor.has_authenticator(newcomer)


def test_a_picture_that_was_left_standing_is_replaced(client, newcomer):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, newcomer)
        key = key_on(client.get(SET_UP).text)
        for _ in range(3):
            clock.shift(datetime.timedelta(minutes=21))
            assert client.get("/admin/account/").status_code == 200
        client.post(CONFIRM, {"code": code_of(newcomer)})

        assert key_on(client.get(SET_UP).text) != key
        assert client.post(SET_UP, {"code": code_for(key)}).status_code == 422


def test_the_code_that_was_given_waits_a_week_and_no_longer(client, newcomer):
    given = second_factor.give_enrolment_code(newcomer)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert knock(client, "nefeli", given).status_code == 422
    given = second_factor.give_enrolment_code(newcomer)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6)):
        assert knock(client, "nefeli", given).status_code == 302


def test_a_new_phone_takes_the_place_of_the_old_one_once_it_has_shown_a_code(client, maria):
    sign_in(client, maria)
    old = Authenticator.objects.get(user=maria)
    client.get(SET_UP)
    assert Authenticator.objects.filter(pk=old.pk, confirmed=True).exists()
    set_up(client)

    assert not Authenticator.objects.filter(pk=old.pk).exists()
    assert is_in(client)


def test_a_session_elsewhere_ends_when_the_phone_is_changed(client, maria):
    elsewhere = Client()
    sign_in(elsewhere, maria)
    sign_in(client, maria)
    set_up(client)

    assert not is_in(elsewhere)


def test_new_recovery_codes_void_the_old_ones(client, maria):
    (old,) = RecoveryCodes.objects.create(user=maria).make(1)
    sign_in(client, maria)
    assert client.post(CODES).url == CODES
    new = CODE.findall(client.get(CODES).text)
    client.post("/admin/logout/")

    assert trail() == ["recovery codes made"]
    assert knock(client, "maria", old).status_code == 422
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=5)):
        assert knock(client, "maria", new[0]).status_code == 302
        assert is_in(client)


def test_codes_wait_sealed_for_the_page_that_shows_them(client, maria):
    sign_in(client, maria)
    client.post(CODES)
    kept = repr(dict(client.session))

    assert not [code for code in CODE.findall(client.get(CODES).text) if code in kept]


@pytest.mark.parametrize("address", [SET_UP, CODES, f"{TWO_FACTOR}remove/"])
def test_changing_the_second_factor_asks_anew_who_it_is(client, eleni, address):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, eleni)
        clock.shift(datetime.timedelta(minutes=11))

        assert client.get(address).url.startswith(CONFIRM)


def test_who_is_not_obliged_may_do_without_again(client, eleni, maria):
    sign_in(client, eleni)
    assert client.post(f"{TWO_FACTOR}remove/").status_code == 302
    assert is_in(client)
    assert not second_factor.has_authenticator(eleni)
    assert trail() == ["removed by oneself"]

    sign_in(client, maria)
    assert client.post(f"{TWO_FACTOR}remove/").status_code == 404


def test_the_account_area_says_how_things_stand(client, maria, eleni):
    RecoveryCodes.objects.create(user=maria).make(1)
    sign_in(client, maria)
    assert TWO_FACTOR in client.get("/admin/account/").text
    assert f"{TWO_FACTOR}remove/" not in client.get(TWO_FACTOR).text

    sign_in(client, eleni)
    assert f"{TWO_FACTOR}remove/" in client.get(TWO_FACTOR).text


# An administrator and somebody else


def test_an_administrator_gives_a_code_that_is_shown_once(client, root, newcomer):
    sign_in(client, root)
    address = f"{TWO_FACTOR}users/{newcomer.pk}/"
    assert address in client.get("/admin/users/").text
    assert client.get(address).status_code == 200
    answer = client.post(address)
    page = client.get(answer.url).text
    (code,) = CODE.findall(page)

    assert client.get(answer.url).url == address
    row = Access.objects.get(kind="second_factor")
    assert (row.by, row.note) == (root, f"enrolment code for user {newcomer.pk}")
    client.post("/admin/logout/")
    assert knock(client, "nefeli", code).status_code == 302
    assert client.get(INBOX).url == SET_UP


def test_a_lost_phone_no_longer_counts_nor_what_it_had_opened(client, root, maria):
    hers = Client()
    sign_in(hers, maria)
    lost = code_of(maria)
    sign_in(client, root)
    client.post(f"{TWO_FACTOR}users/{maria.pk}/")

    assert not is_in(hers)
    assert knock(hers, "maria", lost).status_code == 422


def test_giving_a_code_asks_anew_who_it_is(client, root, newcomer):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, root)
        clock.shift(datetime.timedelta(minutes=11))
        address = f"{TWO_FACTOR}users/{newcomer.pk}/"

        assert client.get(address).url.startswith(CONFIRM)


def test_only_who_changes_users_gives_codes_and_never_a_lesser_one_to_a_greater(
    client, root, maria, eleni, newcomer
):
    sign_in(client, maria)
    assert client.post(f"{TWO_FACTOR}users/{newcomer.pk}/").status_code == 404
    sign_in(client, root)
    assert client.post(f"{TWO_FACTOR}users/{root.pk}/").status_code == 404

    eleni.user_permissions.add(Permission.objects.get(codename="change_user"))
    sign_in(client, eleni)
    assert client.post(f"{TWO_FACTOR}users/{root.pk}/").status_code == 404
    assert client.post(f"{TWO_FACTOR}users/{newcomer.pk}/").status_code == 302


def test_the_first_administrator_gets_a_code_on_the_command_line(client, django_user_model, db, capsys):
    password = secrets.token_urlsafe(16)
    django_user_model.objects.create_superuser("first", password=password)
    call_command("enrolment_code", "first")
    code = capsys.readouterr().out.split()[0]

    assert knock(client, "first", code, password).status_code == 302
    assert client.get("/admin/").url == SET_UP
    with pytest.raises(CommandError, match="no user nobody"):
        call_command("enrolment_code", "nobody")


# Changing people and their rights


@pytest.mark.parametrize(
    "address",
    [
        "users/new/",
        "users/edit/1/",
        "users/delete/1/",
        "groups/new/",
        "groups/edit/1/",
        "bulk/auth/user/delete/",
    ],
)
@pytest.mark.parametrize(("method", "minutes"), [("get", 11), ("post", 31)])
def test_changes_of_users_and_rights_ask_anew_who_it_is(client, root, address, method, minutes):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, root)
        clock.shift(datetime.timedelta(minutes=9))
        assert not getattr(client, method)(f"/admin/{address}").get("Location", "").startswith(CONFIRM)
        clock.shift(datetime.timedelta(minutes=minutes - 9))

        assert getattr(client, method)(f"/admin/{address}").url.startswith(CONFIRM)
        assert client.get("/admin/users/").status_code == 200


# The demonstration


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_in_a_demonstration_the_second_factor_is_optional(demo, client, newcomer):
    assert knock(client, "nefeli").status_code == 302
    assert client.get(INBOX).status_code == 200
    assert "demo-notice" in client.get(INBOX).text


def test_a_code_for_the_first_sign_in_leads_to_setting_up_there_too(demo, client, newcomer):
    given = second_factor.give_enrolment_code(newcomer)
    assert knock(client, "nefeli", "no code").status_code == 422

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=5)):
        knock(client, "nefeli", given)
        assert client.get(INBOX).url == SET_UP


def test_who_has_one_gives_it_in_a_demonstration_too(demo, client, maria):
    assert knock(client, "maria").status_code == 422
    client.force_login(maria)
    assert not is_in(client)


def test_in_a_demonstration_the_password_confirms(demo, client, newcomer):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        knock(client, "nefeli")
        clock.shift(datetime.timedelta(minutes=11))
        assert client.get(SET_UP).url.startswith(CONFIRM)
        assert 'name="password"' in client.get(CONFIRM).text
        assert client.post(CONFIRM, {"password": PASSWORD, "next": SET_UP}).url == SET_UP
        assert client.get(SET_UP).status_code == 200


def test_auditors_and_statistics_reach_the_inbox_and_their_account_and_nothing_else(client, db):
    for actions in (["audit"], ["count"]):
        sign_in(client, factories.worker(f"only-{actions[0]}", factories.unit(), actions=actions))
        for url in ("/admin/pages/", "/admin/users/", "/admin/images/", "/admin/reports/site-history/"):
            assert client.get(url).status_code == 404
        assert is_in(client)
        assert client.get(LOGIN).url == "/admin/"

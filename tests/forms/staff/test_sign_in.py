"""Staff sign in with user name, password and code, in one step; nobody is ever half signed in."""

import datetime
import re
import secrets

import pytest
import time_machine
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from forms.models import Access, Authenticator, RecoveryCodes
from forms.models.second_factor import KEY_BYTES
from tests.forms.inbox import factories
from tests.forms.staff.codes import code_of
from tests.forms.staff.door import INBOX, LOGIN, PASSWORD, is_in, is_nobody, knock
from tests.signing_in import sign_in


def later(seconds):
    return time_machine.travel(timezone.now() + datetime.timedelta(seconds=seconds))


def wrong_code(user):
    return f"{(int(code_of(user)) + 1) % 10**6:06}"


def test_a_code_of_the_app_opens_the_door_and_stands_on_the_trail(client, maria):
    answer = knock(client, "maria", code_of(maria))

    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.get(INBOX).status_code == 200
    signed_in = Access.objects.get(kind="signed_in")
    assert (signed_in.by, signed_in.note, signed_in.address) == (maria, "app", "127.0.0.1")


def test_a_code_is_good_once(client, maria):
    code = code_of(maria)
    knock(client, "maria", code)
    client.logout()

    assert knock(client, "maria", code).status_code == 422
    assert is_nobody(client)


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_phone_may_be_half_a_minute_off(client, maria, seconds):
    # A code is good for half a minute by the clock: in the midst of one nothing begins or ends meanwhile.
    with time_machine.travel(timezone.now().replace(second=15), tick=False):
        with later(seconds):
            code = code_of(maria)

        assert knock(client, "maria", code).status_code == 302


def test_a_code_of_two_minutes_ago_is_void(client, maria):
    with later(-120):
        code = code_of(maria)

    assert knock(client, "maria", code).status_code == 422


def test_whatever_was_wrong_the_answer_is_the_same(client, maria, settings):
    settings.AXES_FAILURE_LIMIT = 50
    cases = [
        ("maria", "", PASSWORD),
        ("maria", wrong_code(maria), PASSWORD),
        ("maria", "abcd-efgh-jkmn", PASSWORD),
        ("maria", "9" * 50, PASSWORD),
        ("maria", code_of(maria), "not hers"),
        ("nobody", "123456", PASSWORD),
    ]
    answers = []
    for username, code, password in cases:
        answer = knock(client, username, code, password)
        assert answer.status_code == 422
        assert is_nobody(client)
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
        answers.append(re.search(r'role="status">.*?</div>', page.replace(username, "…"), re.S).group())

    assert len(set(answers)) == 1
    assert "error" in answers[0]


def test_neither_password_nor_code_is_sent_back(client, maria):
    code = wrong_code(maria)
    page = knock(client, "maria", code).text

    assert 'value="maria"' in page
    assert PASSWORD not in page
    assert code not in page


def test_a_password_alone_opens_nothing_to_who_sees_applications(client, newcomer):
    assert knock(client, "nefeli").status_code == 422
    client.force_login(newcomer)  # as if another part of the site had signed her in

    for url in ("/admin/", INBOX, "/admin/account/"):
        assert client.get(url).url == f"{LOGIN}?next={url}"
    assert is_nobody(client)


@pytest.mark.parametrize("actions", [["audit"], ["count"], ["view"]])
def test_each_right_over_applications_obliges(client, db, actions):
    client.force_login(factories.worker("nikos", factories.unit(), actions=actions))

    assert not is_in(client)


def test_superusers_and_who_changes_users_are_obliged_and_editors_not(client, eleni, django_user_model):
    from django.contrib.auth.models import Permission

    client.force_login(eleni)
    assert is_in(client)

    eleni.user_permissions.add(Permission.objects.get(codename="change_user"))
    assert not is_in(client)
    client.force_login(django_user_model.objects.create_superuser("root"))
    assert not is_in(client)


def test_an_editor_needs_no_code_until_she_has_an_app(client, eleni):
    assert knock(client, "eleni").status_code == 302
    client.logout()
    Authenticator.begin(eleni, confirmed=True)

    assert knock(client, "eleni").status_code == 422
    with later(5):
        assert knock(client, "eleni", code_of(eleni)).status_code == 302


def test_an_app_that_has_not_shown_its_first_code_signs_nobody_in(client, newcomer):
    Authenticator.begin(newcomer)

    assert knock(client, "nefeli", code_of(newcomer, confirmed=False)).status_code == 422


def test_a_recovery_code_is_good_once_however_it_is_typed(client, maria):
    codes = RecoveryCodes.objects.create(user=maria)
    first, second = codes.make(2)

    assert knock(client, "maria", first.upper().replace("-", " ")).status_code == 302
    client.logout()
    assert knock(client, "maria", first).status_code == 422
    with later(5):
        assert knock(client, "maria", second).status_code == 302


def test_codes_of_another_are_nothing(client, maria, root):
    codes = RecoveryCodes.objects.create(user=root).make(1)

    assert knock(client, "maria", codes[0]).status_code == 422
    with later(5):
        assert knock(client, "maria", code_of(root)).status_code == 422


def test_taking_the_device_away_ends_the_session(client, maria):
    sign_in(client, maria)
    assert is_in(client)
    Authenticator.objects.filter(user=maria).delete()

    assert not is_in(client)


def test_a_new_password_by_mail_does_not_replace_the_code(client, maria):
    uid, token = urlsafe_base64_encode(force_bytes(maria.pk)), default_token_generator.make_token(maria)
    form = client.get(reverse("wagtailadmin_password_reset_confirm", args=[uid, token]), follow=True)
    new = secrets.token_urlsafe(16)
    done = client.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})

    assert done.status_code == 302
    assert is_nobody(client)
    assert knock(client, "maria", password=new).status_code == 422
    with later(5):
        assert knock(client, "maria", code_of(maria), password=new).status_code == 302


@pytest.mark.parametrize("place", ["/_util/login/", "/en/_util/login/"])
def test_the_other_door_leads_to_the_one_form(client, eleni, place):
    asked = client.get(place, {"next": "/admin/pages/"})
    posted = client.post(place, {"username": "eleni", "password": PASSWORD, "next": "/a/"})

    assert asked.url == f"{LOGIN}?next=%2Fadmin%2Fpages%2F"
    assert posted.url == f"{LOGIN}?next=%2Fa%2F"
    assert is_nobody(client)


def test_the_form_speaks_the_browsers_language_and_remembers_nobody(client, db):
    greek, english = client.get(LOGIN), client.get(LOGIN, headers={"Accept-Language": "en-GB"})

    assert '<html lang="el"' in greek.text
    assert '<html lang="en"' in english.text
    assert "One-time code" in english.text
    assert 'name="remember"' not in english.text


def test_nothing_in_the_database_signs_anybody_in(maria):
    """Neither the key of the app nor a recovery code can be read from the tables."""
    codes = RecoveryCodes.objects.create(user=maria).make(10)
    key = Authenticator.objects.get(user=maria).key
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_authenticator")
        authenticators = cursor.fetchall()
        cursor.execute("SELECT * FROM applications_recoverycodes")
        dump = repr([authenticators, cursor.fetchall()])

    for row in authenticators:
        for value in row:
            if isinstance(value, bytes | memoryview):
                assert bytes.fromhex(key) not in bytes(value)
                assert key.encode() not in bytes(value)
    assert len(key) == 2 * KEY_BYTES
    for secret in [key, *codes, *(code.replace("-", "") for code in codes)]:
        assert secret not in dump

"""Nobody guesses passwords or codes one after the other."""

import datetime
import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from forms.limits import LIMITS
from forms.models import Authenticator, RecoveryCodes
from forms.staff import throttling
from tests.forms.staff.codes import code_of
from tests.forms.staff.door import LOGIN, PASSWORD, knock
from tests.signing_in import sign_in

WRONG = "not the password"


def test_the_fifth_wrong_try_locks_also_with_the_right_password(client, maria):
    answers = [knock(client, "maria", code_of(maria), WRONG).status_code for _ in range(5)]
    right = knock(client, "maria", code_of(maria))

    assert answers == [422] * 4 + [429]
    assert right.status_code == 429
    assert right.headers["Retry-After"] == "900"
    assert "maria" not in right.text
    english = knock(client, "maria", "", headers={"Accept-Language": "en"}).text
    assert "Please try again later" in english


def test_wrong_codes_with_the_right_password_count_as_well(client, maria):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            clock.shift(60)
            answer = knock(client, "maria", f"{(int(code_of(maria)) + 1) % 10**6:06}")

    assert answer.status_code == 429


def test_the_lock_opens_by_itself(client, maria):
    for _ in range(5):
        knock(client, "maria", "", WRONG)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16)):
        assert knock(client, "maria", code_of(maria)).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_lock_says_nothing_about_whether_there_is_such_a_user(client, maria):
    for _ in range(5):
        known = knock(client, "maria", "", WRONG)
        unknown = knock(client, "nobody", "", WRONG)

    assert known.status_code == unknown.status_code == 429
    known, unknown = (re.sub(r'_TOKEN": "\w+"', "", answer.text) for answer in (known, unknown))
    assert known == unknown


def test_a_made_up_forwarded_for_lifts_nothing(client, maria):
    answers = [
        knock(client, "maria", "", WRONG, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(6)
    ]

    assert answers[4:] == [429, 429]


def test_behind_our_proxy_each_address_counts_for_itself(client, maria, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(6):
        claimed = {"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"}
        attacked = knock(client, "maria", "", WRONG, headers=claimed)
    hers = knock(client, "maria", code_of(maria), headers={"X-Forwarded-For": "198.51.100.8"})

    assert attacked.status_code == 429
    assert hers.status_code == 302


@pytest.mark.parametrize("address", ["127.0.0.1", "2001:db8::1"])
def test_one_address_may_not_try_many_users(db, address):
    client = Client(REMOTE_ADDR=address)
    most = LIMITS["sign_in"].most
    with time_machine.travel(datetime.datetime(2026, 5, 5, 8, 1, tzinfo=datetime.UTC)):
        answers = [knock(client, f"user{number}", "", WRONG).status_code for number in range(most + 1)]

    assert answers == [422] * most + [429]


def test_mails_for_forgotten_passwords_have_a_limit(client, maria, mailoutbox):
    maria.email = "maria@example.org"
    maria.save()
    most = LIMITS["password"].most
    with time_machine.travel(datetime.datetime(2026, 5, 5, 8, 1, tzinfo=datetime.UTC)):
        for _ in range(most + 1):
            answer = client.post("/admin/password_reset/", {"email": maria.email})

    assert answer.status_code == 429
    assert len(mailoutbox) == most


def test_axes_keeps_neither_codes_nor_names_nor_passwords(client, maria):
    (code,) = RecoveryCodes.objects.create(user=maria).make(1)
    for username in ("maria", "hunter2-typed-into-the-wrong-field"):
        knock(client, username, code, WRONG)
    kept = repr(list(AccessAttempt.objects.values()))

    assert AccessAttempt.objects.count() == 2
    for secret in (code, "maria", "hunter2", WRONG, PASSWORD):
        assert secret not in kept


def test_what_axes_keeps_is_gone_after_a_day(client, maria):
    knock(client, "maria", "", WRONG)

    assert throttling.forget_attempts(timezone.now() + datetime.timedelta(hours=23)) == 0
    assert throttling.forget_attempts(timezone.now() + datetime.timedelta(hours=25)) == 1


def test_a_device_waits_longer_after_each_wrong_code_but_never_for_ever(maria):
    device = Authenticator.objects.get(user=maria)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(40):
            device.verify_token("000000")
            clock.shift(datetime.timedelta(days=1))
        device.verify_token("000000")
        assert not device.verify_token(code_of(maria))
        clock.shift(datetime.timedelta(minutes=20))
        assert device.verify_token(code_of(maria))


def test_passwords_are_not_guessed_at_the_confirmation_either(client, eleni):
    sign_in(client, eleni)
    Authenticator.objects.all().delete()
    answers = [
        client.post("/admin/account/two-factor/confirm/", {"password": WRONG}).status_code for _ in range(5)
    ]

    assert answers == [422] * 4 + [429]
    assert client.get(LOGIN).status_code == 302

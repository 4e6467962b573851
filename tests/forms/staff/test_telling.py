"""Whoever owns an account hears by mail when the way to sign in to it changes: R31, ASVS 6.3.7."""

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.users.models import UserProfile

from forms import notifications
from forms.models import Authenticator, Mail, RecoveryCodes
from tests.forms.inbox import factories
from tests.forms.staff.door import PASSWORD, knock
from tests.forms.staff.test_enrolment import CODES, TWO_FACTOR, set_up
from tests.signing_in import sign_in

OTHER_PASSWORD = f"{PASSWORD}-and-more"


@pytest.fixture
def maria(maria):
    maria.email = "maria@example.gr"
    maria.save()
    return maria


@pytest.fixture
def told(work_off):
    """The mails that have left, as (to whom, subject, text); `told()`."""

    def read():
        work_off()
        return [(*message.to, message.subject, message.body) for message in mail.outbox]

    return read


def test_a_code_that_an_administrator_gives_is_told_to_whom_it_is_for(client, root, maria, told):
    sign_in(client, root)
    client.post(reverse("two_factor_give_code", args=[maria.pk]))

    ((to, subject, text),) = told()
    assert to == "maria@example.gr"
    assert subject == "Άλλαξε ο τρόπος που συνδέεστε"
    assert "δεν ισχύουν πια" in text
    assert "/admin/account/" in text
    assert "root" not in text


def test_a_code_made_at_the_server_is_told_too(maria, told):
    call_command("enrolment_code", "maria")

    assert len(told()) == 1


def test_the_mail_holds_no_code(client, root, maria, told, capsys):
    call_command("enrolment_code", "maria")
    code = capsys.readouterr().out.split()[0]

    ((_to, _subject, text),) = told()
    assert code not in text


def test_a_new_app_and_new_recovery_codes_are_told(client, maria, told):
    sign_in(client, maria)
    set_up(client)
    client.post(CODES)

    app, codes = (text for _to, _subject, text in told())
    assert "ρυθμίστηκε εφαρμογή" in app
    assert "νέοι κωδικοί ανάκτησης" in codes


def test_a_second_factor_taken_away_is_told(client, eleni, told):
    eleni.email = "eleni@example.gr"
    eleni.save()
    Authenticator.begin(eleni, confirmed=True)
    sign_in(client, eleni)
    client.post(f"{TWO_FACTOR}remove/")

    assert not Authenticator.objects.filter(user=eleni).exists()
    ((_to, _subject, text),) = told()
    assert "αφαιρέθηκε" in text


def test_a_changed_password_is_told_in_the_owners_language(client, maria, told):
    profile = UserProfile.get_for_user(maria)
    profile.preferred_language = "en"
    profile.save()
    sign_in(client, maria)
    maria.refresh_from_db()
    maria.set_password(OTHER_PASSWORD)
    maria.save()

    ((_to, subject, text),) = told()
    assert subject == "How you sign in has changed"
    assert "The password of your account was changed." in text


def test_a_first_password_is_told_to_nobody(newcomer, told):
    newcomer.email = "nefeli@example.gr"
    newcomer.set_password(OTHER_PASSWORD)
    newcomer.save()

    assert told() == []


def test_who_has_no_address_can_still_be_given_a_code(maria, told):
    maria.email = ""
    maria.save()
    call_command("enrolment_code", "maria")

    assert told() == []
    assert RecoveryCodes.objects.filter(user=maria).exists()


def test_nothing_is_told_of_a_change_that_was_not_made(client, maria, told):
    sign_in(client, maria)
    client.post(f"{TWO_FACTOR}set-up/", {"code": "no code"})
    client.post("/admin/logout/")
    knock(client, "maria", "no code")

    assert told() == []


def test_a_notice_that_does_not_leave_stands_among_the_mails(client, maria, monkeypatch, work_off):
    monkeypatch.setattr("forms.notifications.message", _refused)
    call_command("enrolment_code", "maria")
    work_off()

    assert Mail.objects.get().last_error == "OSError"
    sign_in(client, factories.worker("kalliopi", factories.unit(), actions=("view", "assign")))
    page = client.get(reverse("applications:mails")).text
    assert "Μήνυμα για αλλαγή στη σύνδεση" in page


def test_a_notice_sent_again_names_the_time_of_the_change(maria, monkeypatch, work_off):
    with monkeypatch.context() as away, time_machine.travel("2026-11-05T09:07+02:00"):
        away.setattr("forms.notifications.message", _refused)
        call_command("enrolment_code", "maria")
        work_off()
    notice = Mail.objects.get()

    assert notifications.begin_anew(notice)

    assert "09:07" in notifications.message(notice).body


def _refused(mail):
    raise OSError("no server")

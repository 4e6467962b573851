"""Colleagues on one application see each other, and learn at once when it has changed."""

import datetime

import pytest
from django.utils import timezone

from forms.actions import casework
from forms.enums import AccessKind
from forms.models import Access, Presence
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address
from tests.signing_in import sign_in


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def here(application, user, seconds=0):
    seen_at = timezone.now() - datetime.timedelta(seconds=seconds)
    return Presence.objects.create(application=application, user=user, seen_at=seen_at)


def test_the_screen_says_who_else_has_it_open(at_work, application, nikos, supervisor, centre, maria):
    here(application, nikos)
    here(application, supervisor, seconds=61)
    here(factories.application(of=centre), factories.worker("eleni", centre))

    page = at_work.get(address(application))

    assert "nikos" in page.context["colleagues"]
    assert not any(name in page.context["colleagues"] for name in ("supervisor", "eleni", "maria"))
    assert Presence.objects.filter(application=application, user=maria).exists()


def test_a_sign_of_life_keeps_one_there_and_tells_of_others_and_of_changes(
    at_work, application, nikos, maria
):
    here(application, nikos)
    here(application, factories.worker("gone"), seconds=90)

    quiet = at_work.post(address(application, "presence"), {"version": "0"}).json()
    casework.note(application, "Σημείωση.", by=nikos, version=0)
    changed = at_work.post(address(application, "presence"), {"version": "0"}).json()

    assert "nikos" in quiet["others"]
    assert quiet["changed"] == ""
    assert "nikos" in changed["changed"]
    assert set(Presence.objects.values_list("user__username", flat=True)) == {"maria", "nikos"}


def test_it_is_no_look_and_shows_nothing_of_the_application(at_work, application):
    response = at_work.post(address(application, "presence"), {"version": "x"})

    assert set(response.json()) == {"others", "changed"}
    assert not any(
        str(answer) in response.text for answer in application.answers.values() if answer is not True
    )
    assert not Access.objects.filter(kind=AccessKind.VIEW).exists()


def test_it_does_not_keep_a_session_alive(at_work, application):
    from forms.staff import sessions

    session = at_work.session
    session[sessions.SEEN] = (timezone.now() - datetime.timedelta(minutes=20)).timestamp()
    session.save()

    at_work.post(address(application, "presence"), {"version": "0"})
    assert at_work.session[sessions.SEEN] == session[sessions.SEEN]

    at_work.get(address(application))
    assert at_work.session[sessions.SEEN] > session[sessions.SEEN]


def test_nobody_else_learns_or_leaves_anything(client, application, stranger):
    sign_in(client, stranger)

    assert client.post(address(application, "presence"), {"version": "0"}).status_code == 404
    assert client.get(address(application, "presence")).status_code in (404, 405)
    assert not Presence.objects.exists()

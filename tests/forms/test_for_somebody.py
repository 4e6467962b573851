"""What staff key in for somebody is theirs alone; and what holds up machines loses nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from forms import browser, honeypot
from forms.actions import applying
from forms.enums import Channel, EventKind
from forms.models import Application, Draft, Tally, UnitPermission
from tests.forms.factories import typed_by
from tests.forms.people import make_person
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant
from tests.signing_in import sign_in


@pytest.fixture
def worker(form_page):
    """Somebody who keys in applications for the form's unit."""
    return make_worker("maria", form_page.unit)


def make_worker(name, unit):
    group = Group.objects.create(name=name)
    for codename in ("view_application", "enter_application"):
        permission = Permission.objects.get(codename=codename)
        UnitPermission.objects.create(group=group, unit=unit, permission=permission)
    user = get_user_model().objects.create_user(name)
    user.groups.add(group)
    return user


@pytest.fixture
def entering(client, form_page, worker):
    """The worker at the counter, with the form just begun."""
    sign_in(client, worker)
    return hold(client, applying.begin(form_page, channel=Channel.COUNTER, entered_by=worker), form_page)


def hold(client, draft, page):
    request = RequestFactory().get("/")
    request.session = client.session
    browser.remember(request, draft)
    request.session.save()
    return Applicant(client, page)


def fill_in(applicant, person):
    for step, data in typed_by(person).items():
        assert applicant.post(step, data).status_code == 302


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.TELEPHONE, Channel.PAPER])
def test_every_screen_says_for_whom_it_is_keyed_in(client, form_page, worker, channel):
    sign_in(client, worker)
    draft = applying.begin(form_page, channel=channel, entered_by=worker)
    applicant = hold(client, draft, form_page)
    fill_in(applicant, make_person())

    for step in ("who", "elegxos"):
        page = applicant.get(step)
        assert page.context["entered"] == draft
        assert "notification-banner" in text_of(page).partition("<main")[2]


def test_an_applicant_reads_nothing_of_the_kind(applicant, person):
    applicant.fill_in(person)

    assert "notification-banner" not in text_of(applicant.get("who")).partition("<main")[2]


def test_sent_it_names_the_worker_and_the_way_and_leads_to_the_inbox(entering, worker, person):
    fill_in(entering, person)
    sent = entering.send()

    application = entering.application
    assert sent.url == reverse("applications:detail", args=[application.pk])
    assert application.channel == Channel.COUNTER
    event = application.events.get()
    assert (event.kind, event.by) == (EventKind.ENTERED, worker)
    assert application.mails.get().recipient == person.email
    assert entering.get("elifthi").status_code == 302  # the computer at the counter shows nothing of it


def test_signed_out_the_browser_holds_it_no_longer(entering, person):
    fill_in(entering, person)
    session = entering.client.session
    kept = dict(session.items())
    entering.client.logout()
    stranger = Client()
    session = stranger.session
    session.update({"drafts": kept["drafts"]})
    session.save()
    stranger.cookies["sessionid"] = session.session_key

    for client in (entering.client, stranger):
        page = Applicant(client, entering.page).get("who")
        assert page.status_code == 410
        assert person.name not in text_of(page)


def test_a_colleague_who_signs_in_on_the_same_computer_does_not_get_it(entering, form_page, person):
    fill_in(entering, person)
    colleague = make_worker("nikos", form_page.unit)
    drafts = entering.client.session["drafts"]
    sign_in(entering.client, colleague)
    session = entering.client.session
    session["drafts"] = drafts
    session.save()

    assert entering.get("who").status_code == 410
    assert entering.send().status_code == 410
    assert not Application.objects.exists()


def test_who_may_key_in_no_longer_cannot_send(entering, person):
    fill_in(entering, person)
    UnitPermission.objects.all().delete()

    assert entering.send().status_code == 410
    assert not Application.objects.exists()


def test_put_by_it_leads_back_only_the_worker(entering, person):
    fill_in(entering, person)
    _token, code = applying.put_by(entering.draft, "el")

    assert Client().post("/aitiseis/synecheia/", {"code": code}).url.endswith("?wrong=1")
    assert entering.client.post("/aitiseis/synecheia/", {"code": code}).url.endswith("?returned=1")


def test_without_somebody_signed_in_nobody_is_asked_for(applicant, person, django_assert_max_num_queries):
    """A draft of the applicant's own costs no look at who is signed in."""
    applicant.fill_in(person)

    with django_assert_max_num_queries(16) as asked:
        applicant.get("who")
    assert not [query for query in asked.captured_queries if "auth_user" in query["sql"]]


# What holds up machines


def test_who_fills_in_what_nobody_sees_gets_the_check_page_again_and_then_through(applicant, person):
    applicant.fill_in(person)
    assert f'name="{honeypot.NAME}"' in text_of(applicant.get("elegxos"))

    again = applicant.post("elegxos", {honeypot.NAME: "Buy now"})

    assert not Application.objects.exists()
    page = text_of(applicant.client.get(again.url))
    assert str(honeypot.NOTE) in page
    assert person.name in page
    assert f'name="{honeypot.NAME}"' not in page
    assert applicant.send().url == applicant.address("elifthi")


def test_who_is_faster_than_anybody_reads_is_asked_to_look_again(applicant, person, settings):
    settings.FORMS_LEAST_SECONDS = 60
    applicant.fill_in(person)

    assert applicant.send().url == applicant.address("elegxos") + "?look=1"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert applicant.send().url == applicant.address("elifthi")


def test_too_many_from_one_address_lose_nothing(client, form_page, person, settings):
    for _each in range(10):
        applicant = Applicant(Client(), form_page)
        applicant.fill_in(make_person())
        assert applicant.send().url == applicant.address("elifthi")
    last = Applicant(client, form_page)
    last.fill_in(person)

    refused = last.send()

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert person.name in text_of(last.get("elegxos"))
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert last.send().url == last.address("elifthi")


def test_a_click_that_sends_nothing_counts_for_nothing(applicant, person):
    applicant.fill_in(person)
    applicant.post("who", {**typed_by(person)["who"], "who-phone": "12"})

    for _each in range(12):
        assert applicant.send().url == applicant.address("who")

    assert not Tally.objects.filter(kind="send").exists()


def test_nobody_begins_without_end(form_page):
    for _each in range(30):
        Applicant(Client(), form_page).begin()
    last = Applicant(Client(), form_page)

    assert last.begin().status_code == 429
    assert last.post("who", {"who-name": "x"}).status_code == 410
    assert Draft.objects.count() == 30

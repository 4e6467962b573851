"""Narrowing the list, and finding in it, through the address alone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forms.actions import casework
from forms.deadlines import add_working_days
from forms.enums import Channel, State
from forms.models import LookupHash, WorkflowState
from tests.forms import factories as of_forms
from tests.forms.inbox import factories
from tests.forms.inbox.test_listing import INDEX, shown
from tests.forms.people import make_person
from tests.signing_in import sign_in

FIND = reverse("applications:find")


def test_filters_narrow_the_list(client, maria, nikos, centre):
    now, today = timezone.now(), timezone.localdate()
    mine = factories.application(
        of=centre, assignee=maria, sent_at=now - datetime.timedelta(days=1), due_on=add_working_days(today, 3)
    )
    his = factories.application(
        of=centre,
        assignee=nikos,
        sent_at=now - datetime.timedelta(days=9),
        channel=Channel.PAPER,
        due_on=today - datetime.timedelta(days=1),
        held_at=now,
        held_by=maria,
    )
    free = factories.application(
        of=centre,
        state=State.WAITING,
        sent_at=now - datetime.timedelta(days=30),
        language="en",
        answered_at=now,
        channel=Channel.TELEPHONE,
    )
    factories.failed_mail(free)
    casework.show(his, to=nikos)
    sign_in(client, maria)

    def found(**query):
        return set(shown(client.get(INDEX, query)))

    assert found(assignee="me") == {mine}
    assert found(assignee="nobody") == {free}
    assert found(assignee=nikos.pk) == {his}
    assert found(state=["waiting"]) == {free}
    assert found(state=["waiting", "received"]) == {mine, his, free}
    assert found(unit=centre.pk) == found(form=str(mine.form)) == {mine, his, free}
    assert found(channel=["paper", "telephone"]) == {his, free}
    assert found(due="overdue") == found(due="2") == {his}
    assert found(due="3") == {mine, his}
    assert found(only="unread") == {mine, free}
    assert found(only="foreign") == found(only="answered") == found(only="undelivered") == {free}
    assert found(only=["unread", "foreign"]) == {free}
    assert found(only="held") == {his}
    assert found(only=["held", "foreign"]) == set()
    week_ago = (now - datetime.timedelta(days=7)).date().isoformat()
    assert found(sent_at_from=week_ago) == {mine}
    assert found(sent_at_to=week_ago) == {his, free}
    assert found(sent_at_from="2020-01-01", sent_at_to=week_ago, state="waiting") == {free}


def test_sensitive_applications_are_found_by_those_named_for_them_alone(client, maria, nikos, centre):
    secret = factories.application(of=centre, is_sensitive=True)
    maria.named_for.create(application=secret)

    for user, seen in ((maria, {secret}), (nikos, set())):
        sign_in(client, user)
        assert set(shown(client.get(INDEX, {"only": "sensitive"}))) == seen
        assert set(shown(client.get(INDEX, {"q": secret.reference}))) == seen


@pytest.mark.parametrize(
    "query",
    [
        {"state": "bogus"},
        {"channel": "pigeon"},
        {"unit": "99999"},
        {"unit": "x"},
        {"form": "x"},
        {"assignee": "1 OR 1=1"},
        {"assignee": "mine"},
        {"sent_at_from": "yesterday"},
        {"only": "interesting"},
        {"due": "-1"},
        {"queue": "hers"},
        {"person": "x"},
        {"sent_at_after": "2020-01-01"},
        {"read": "no"},
    ],
)
def test_what_cannot_be_asked_for_shows_nothing_rather_than_everything(client, maria, application, query):
    sign_in(client, maria)
    response = client.get(INDEX, query)

    assert response.status_code == 200
    assert not shown(response)
    assert 'class="inbox__none"' in response.text


def test_a_foreign_unit_is_no_choice(client, maria, application, directorate):
    factories.application(of=directorate)
    sign_in(client, maria)

    assert not shown(client.get(INDEX, {"unit": directorate.pk}))
    assert directorate.name not in client.get(INDEX).text


def test_states_are_called_as_the_form_calls_them(client, maria, application):
    WorkflowState.objects.create(
        form=application.form, state=application.state, words={"el": {"staff": "Ήρθε μόλις"}}
    )
    sign_in(client, maria)

    line, page = "Ήρθε μόλις", client.get(INDEX, {"form": str(application.form), "state": application.state})
    assert page.text.count(line) >= 3  # in the line, among the choices, and as what the list is narrowed by


def test_what_narrows_the_list_can_be_taken_away_one_by_one(client, maria, application):
    sign_in(client, maria)
    page = client.get(INDEX, {"queue": "mine", "state": ["received", "waiting"], "due": "bogus"})

    urls = [each.url for each in page.context["view"].active_filters]
    assert len(urls) == 3
    assert urls[0] == f"{INDEX}?queue=mine&state=waiting&due=bogus"
    assert all(f'href="{url}"' in page.text.replace("&amp;", "&") for url in urls)


@pytest.mark.parametrize("write", [str, str.lower, lambda number: number.replace("-", " ")])
def test_a_reference_is_found_however_it_is_written(client, maria, application, centre, write):
    factories.application(of=centre)
    sign_in(client, maria)

    response = client.post(FIND, {"what": write(application.reference)})
    assert response.url == f"{INDEX}?q={application.reference}"
    assert shown(client.get(response.url)) == [application]


def test_a_person_is_found_by_number_or_address_and_neither_gets_into_an_address(client, db):
    page = of_forms.ApplicationFormPageFactory()
    person = make_person()
    theirs = {of_forms.make_application(page, person), of_forms.make_application(page, person)}
    of_forms.make_application(page)
    sign_in(client, factories.worker("eleni", page.unit))

    for typed in (
        person.amka,
        f" {person.amka[:6]} {person.amka[6:]} ",
        person.phone,
        person.phone.removeprefix("+30"),
        person.email.upper(),
    ):
        response = client.post(FIND, {"what": typed})
        assert response.status_code == 302
        assert not any(mark in response.url for mark in (person.amka, person.phone[-8:], person.email))
        found = client.get(response.url)
        assert set(shown(found)) == theirs
        assert person.amka not in found.text


def test_a_person_is_found_within_reach_alone(client, stranger, centre, application):
    LookupHash.objects.create(application=application, kind="phone", digest="ab" * 32)
    sign_in(client, stranger)

    assert not shown(client.get(INDEX, {"person": "ab" * 32}))
    assert not shown(client.get(INDEX, {"q": application.reference}))


@pytest.mark.parametrize("typed", ["", "4C7RD", "Δοκιμή", "%", "\x00", "a" * 3000, "01017012345"])
def test_what_is_none_of_these_comes_back_as_it_was_typed(client, maria, application, typed):
    sign_in(client, maria)
    response = client.post(f"{FIND}?queue=all", {"what": typed})

    assert response.status_code == 422
    assert shown(response) == [application]
    assert 'aria-invalid="true"' in response.text
    assert response.context["view"].find_form["what"].value() == typed

"""How a session of staff begins and ends."""

import datetime

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from forms.models import UnitPermission
from forms.staff import gate
from forms.staff.gate import NO_CLICKS
from tests.forms.inbox import addresses, factories
from tests.forms.staff.codes import code_of
from tests.forms.staff.door import INBOX, LOGIN, is_in, is_nobody, knock
from tests.signing_in import sign_in

PING = "/admin/editing-sessions/ping/wagtailcore/page/1/999/"


@pytest.fixture
def clock(maria):
    """A clock that only moves when it is told."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield lambda minutes: traveller.shift(datetime.timedelta(minutes=minutes))


def test_half_an_hour_without_a_click_ends_it(client, maria, clock):
    sign_in(client, maria)
    clock(29)
    assert is_in(client)
    clock(29)
    assert is_in(client)
    clock(31)

    answer = client.get(INBOX)
    assert answer.url == f"{LOGIN}?next={INBOX}"
    assert is_nobody(client)
    assert '<li class="info">' in client.get(answer.url).text


def test_what_open_pages_ask_by_themselves_keeps_it_not_alive(client, root, clock):
    sign_in(client, root)
    for _ in range(3):
        clock(9)
        client.post(PING)
    assert is_in(client)
    for _ in range(3):
        clock(11)
        client.post(PING)

    assert not is_in(client)


def test_after_ten_hours_it_ends_in_any_case(client, maria, clock):
    sign_in(client, maria)
    for _ in range(29):
        clock(20)
        assert is_in(client)
    clock(20)

    assert not is_in(client)


def test_it_ends_on_the_public_pages_too(client, maria, clock):
    sign_in(client, maria)
    clock(31)
    client.get("/healthz")

    assert is_nobody(client)


def test_signing_in_and_out_change_the_key_and_leave_nothing(client, maria):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    knock(client, "maria", code_of(maria))
    during = client.session.session_key
    stolen = client.cookies["sessionid"].value

    answer = client.post("/admin/logout/")
    assert before != during
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["sessionid"].value == ""
    client.cookies["sessionid"] = stolen
    assert not is_in(client)


def test_asking_for_the_door_out_by_get_ends_nothing(client, maria):
    sign_in(client, maria)
    answer = client.get("/admin/logout/")

    assert answer.status_code == 405
    assert "sessionid" not in answer.cookies
    assert is_in(client)


def test_who_is_switched_off_is_out_at_the_next_click(client, maria):
    sign_in(client, maria)
    maria.is_active = False
    maria.save()

    assert client.get(INBOX).url == f"{LOGIN}?next={INBOX}"
    assert knock(client, "maria", code_of(maria)).status_code == 422


def test_who_loses_the_right_has_no_application_at_the_next_click(client, maria):
    application = factories.application(of=factories.unit())
    sign_in(client, maria)
    assert client.get(f"{INBOX}{application.pk}/").status_code == 200
    UnitPermission.objects.all().delete()

    assert client.get(f"{INBOX}{application.pk}/").status_code == 404
    assert client.get(INBOX).status_code == 404


def test_who_gets_a_right_that_obliges_signs_in_anew(client, eleni):
    knock(client, "eleni")
    assert is_in(client)
    eleni.groups.add(factories.worker("nikos", factories.unit()).groups.get())

    assert not is_in(client)


def test_who_leaves_the_groups_of_staff_is_out(client, eleni):
    knock(client, "eleni")
    eleni.groups.clear()

    assert client.get("/admin/").url.startswith(LOGIN)


def test_a_session_of_a_visitor_is_not_touched(client, db):
    session = client.session
    session["drafts"] = {"a": "b"}
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.get(LOGIN)

    assert client.session["drafts"] == {"a": "b"}
    assert SESSION_KEY not in client.session


def test_the_names_that_the_gate_knows_exist():
    """A name that Wagtail gave up would leave its view open."""
    names = {address.name for address in addresses.walk()} | {"wagtail_bulk_action"}

    assert names >= gate.STEP_UP | gate.DOORS | gate.ENROLMENT | gate.OPEN_TO_ALL_STAFF
    assert names >= NO_CLICKS

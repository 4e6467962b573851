"""How often something may be done, and what those read who did it too often."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from forms import limits, tasks
from forms.actions import applying
from forms.limits import LIMITS, TooOften
from forms.models import Tally
from tests.forms.shared_db import in_threads

NOON = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # noon in Athens


def use_up(kind, subject):
    for _ in range(LIMITS[kind].most):
        limits.count(kind, subject)


def refused(kind, subject):
    try:
        limits.count(kind, subject)
    except TooOften:
        return True
    return False


@pytest.mark.parametrize("kind", LIMITS)
def test_each_kind_ends_at_its_limit_and_opens_again_with_the_next_span(db, kind):
    span = LIMITS[kind].span
    with time_machine.travel(NOON, tick=False) as clock:
        began = limits.start_of_span(timezone.now(), span)
        use_up(kind, "somebody")
        with pytest.raises(TooOften) as too_often:
            limits.count(kind, "somebody")

        clock.move_to(began + span - timedelta(seconds=1))
        assert refused(kind, "somebody")
        clock.move_to(NOON + too_often.value.retry_after)
        assert not refused(kind, "somebody")


def test_one_reaching_a_limit_leaves_others_and_other_kinds_alone(db):
    with time_machine.travel(NOON, tick=False):
        use_up("status", "one")

        assert refused("status", "one")
        assert not refused("status", "another")
        assert not refused("return", "one")


def test_nobody_knows_whom_the_table_counts(db):
    limits.count("start", "203.0.113.77")

    tally = Tally.objects.get()
    assert "203.0.113.77" not in f"{tally.kind} {tally.digest}"
    assert tally.digest != limits.blind_index("tally send", "203.0.113.77")


def test_a_load_test_may_raise_all_limits(db, settings):
    settings.FORMS_LIMITS_FACTOR = 2
    with time_machine.travel(NOON, tick=False):
        use_up("link", "draft")
        use_up("link", "draft")

        assert refused("link", "draft")


@pytest.mark.usefixtures("shared_db")
def test_many_at_once_share_one_count():
    with time_machine.travel(NOON, tick=False):
        results = in_threads(24, lambda _i: refused("status", "one address"))

    assert sorted(results) == [False] * 10 + [True] * 14
    assert Tally.objects.get().count == 10


def test_tallies_that_are_over_are_swept_away(db):
    with time_machine.travel(NOON, tick=False) as clock:
        limits.count("upload_address", "old")
        clock.shift(timedelta(hours=20))
        limits.count("status", "new")
        clock.shift(timedelta(hours=5))
        tasks.sweep()

        assert [tally.kind for tally in Tally.objects.filter(kind__in=LIMITS)] == ["status"]


def asking(address="192.0.2.10", **headers):
    return RequestFactory(REMOTE_ADDR=address).get("/aitiseis/", headers=headers)


def test_what_a_client_claims_to_be_counts_for_nothing():
    assert limits.address_of(asking(x_forwarded_for="198.51.100.1")) == "192.0.2.10"


def test_behind_our_proxy_counts_what_the_proxy_says(settings):
    settings.TRUSTED_PROXIES = 1
    claims = asking("127.0.0.1", x_forwarded_for="127.0.0.1, <script>, 198.51.100.1")

    assert limits.address_of(claims) == "198.51.100.1"


@pytest.mark.parametrize("told", ["", "unknown", "198.51.100.1, "])
def test_a_proxy_that_says_nothing_does_not_make_one_address_of_the_town(settings, caplog, told):
    settings.TRUSTED_PROXIES = 1

    assert limits.address_of(asking("127.0.0.1", x_forwarded_for=told)) == ""
    assert "X-Forwarded-For" in caplog.text
    limits.count("status", "")  # no address, no limit, no query


def test_one_household_has_one_address():
    home = "2001:db8:1:2:aaaa:bbbb:cccc:dddd"

    assert limits.address_of(asking(home)) == limits.address_of(asking("2001:db8:1:2::1"))
    assert limits.address_of(asking(home)) != limits.address_of(asking("2001:db8:1:3::1"))
    assert limits.address_of(asking("::ffff:192.0.2.10")) == "192.0.2.10"


def test_what_staff_key_in_has_no_limit(form_page):
    draft = applying.begin(form_page)
    use_up_sending(draft)
    with pytest.raises(TooOften):
        limits.count_sending(asking(), draft)

    draft.entered_by = get_user_model().objects.create_user("clerk")
    limits.count_sending(asking(), draft)


def test_neighbours_behind_one_address_may_each_send_another_form(form_page):
    draft, other = applying.begin(form_page), applying.begin(form_page)
    other.form = "00000000-0000-4000-8000-000000000001"
    use_up_sending(draft)

    limits.count_sending(asking(), other)


def use_up_sending(draft):
    for _ in range(LIMITS["send"].most):
        limits.count_sending(asking(), draft)


@limits.answers_politely
def guess(request, page):
    limits.count("status", limits.address_of(request))
    return HttpResponse("guessed")


def test_who_comes_too_often_reads_when_to_come_again(form_page, client):
    request = client.get(form_page.get_url()).wsgi_request
    with time_machine.travel(NOON + timedelta(minutes=3, seconds=20), tick=False) as clock:
        for _ in range(10):
            assert guess(request, form_page).status_code == 200
        response = guess(request, form_page).render()

        assert response.status_code == 429
        assert response["Retry-After"] == "400"
        assert response["Cache-Control"] == "no-store, private"
        assert "12:10" in response.content.decode()
        assert f'href="{form_page.get_url()}"' in response.content.decode()
        clock.shift(timedelta(seconds=400))
        assert guess(request, form_page).status_code == 200


def test_counting_takes_one_statement_once_it_has_begun(db):
    limits.count("status", "somebody")

    with connection.execute_wrapper(lambda execute, *rest: seen.append(rest[0]) or execute(*rest)):
        seen: list[str] = []
        limits.count("status", "somebody")

    assert len(seen) == 1

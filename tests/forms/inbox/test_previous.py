"""Other applications of the same person: who learns what of them, and on what trail."""

import datetime

import pytest
from django.utils import timezone

from forms import retention
from forms.enums import AccessKind, State
from forms.models import Access, Application
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address, another_amka, household
from tests.forms.people import make_person
from tests.signing_in import sign_in

LONG_AGO = timezone.now() - datetime.timedelta(days=200)


@pytest.fixture
def who():
    return make_person()


@pytest.fixture
def row(centre, who):
    return household(of=centre, who=who)


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def previous(client, application):
    return client.get(address(application)).context["previous"]


def ended(application, state=State.NEGATIVE, by=None):
    Application.objects.filter(pk=application.pk).update(
        state=state, decided_at=application.sent_at, decided_by=by
    )
    return application


def test_an_amka_is_certain_and_a_telephone_says_so_of_itself(at_work, centre, row, who, maria):
    same = ended(household(of=centre, who=who, sent_at=LONG_AGO), by=maria)
    given = {"amka": another_amka(who), "mail": ""}
    relative = ended(household(of=centre, who=who, given=given, sent_at=LONG_AGO), by=maria)
    household(of=centre)

    found = previous(at_work, row)

    assert [(other.application, other.matched, other.is_certain) for other in found.shown] == [
        (same, ["amka", "phone", "email"], True),
        (relative, ["phone"], False),
    ]
    assert found.duplicates == []


def test_what_is_beyond_reach_is_only_counted_and_what_is_sensitive_not_even_that(
    at_work, directorate, row, who, centre
):
    elsewhere = household(of=directorate, who=who)
    household(of=directorate, who=who, is_sensitive=True)
    secret = household(of=centre, who=who, is_sensitive=True)

    page = at_work.get(address(row))

    assert (page.context["previous"].shown, page.context["previous"].hidden) == ([], 1)
    for other in (elsewhere, secret):
        assert other.reference not in page.text
        assert str(other.pk) not in page.text


def test_opening_one_is_on_the_trail_of_that_one(at_work, centre, row, who, maria):
    other = household(of=centre, who=who)

    response = at_work.get(address(row, "previous", other=other.pk))

    assert response.url == address(other)
    look = Access.objects.get(kind=AccessKind.PREVIOUS)
    assert (look.application_id, look.by) == (other.pk, maria)


def test_there_is_no_way_to_what_is_out_of_reach_or_anothers(at_work, centre, directorate, row, who):
    for other in (
        household(of=directorate, who=who),
        household(of=centre),
        household(of=centre, who=who, is_sensitive=True),
        row,
    ):
        assert at_work.get(address(row, "previous", other=other.pk)).status_code == 404
    assert not Access.objects.filter(kind=AccessKind.PREVIOUS).exists()


def test_a_second_one_for_the_same_is_flagged(at_work, centre, row, who, maria):
    soon = ended(household(of=centre, who=who, sent_at=row.sent_at - datetime.timedelta(days=29)), by=maria)
    open_long = household(of=centre, who=who, sent_at=LONG_AGO)
    ended(household(of=centre, who=who, sent_at=LONG_AGO), by=maria)
    factories.application(of=centre)

    page = at_work.get(address(row))

    assert {other.application for other in page.context["previous"].duplicates} == {soon, open_long}
    assert 'id="duplicates-heading"' in page.text


def test_another_form_is_no_duplicate(at_work, centre, row, who):
    import uuid

    household(of=centre, who=who, form=uuid.uuid4())

    found = previous(at_work, row)
    assert (len(found.shown), found.duplicates) == (1, [])


def test_who_applies_for_others_is_not_taken_for_them(at_work, centre, who):
    """A professional's own telephone stands in many people's applications."""
    from dataclasses import replace

    from forms import representation
    from tests.forms.inbox.screen import HOUSEHOLD, remember

    definition = replace(HOUSEHOLD, steps=(*representation.steps("el", True, True), *HOUSEHOLD.steps))
    given = {representation.PHONE: who.phone, "name": "Δοκιμή", "amka": make_person().amka}
    for_somebody = factories.application(of=centre, definition=definition, given=given)
    remember(for_somebody, {"phone": who.phone, "amka": given["amka"]})
    household(of=centre, who=who)

    assert previous(at_work, for_somebody).shown == []


def test_what_is_anonymous_is_found_by_nobody_and_says_what_it_is(at_work, centre, row, who, maria):
    other = ended(household(of=centre, who=who), by=maria)
    retention.anonymise(Application.objects.get(pk=other.pk))

    assert previous(at_work, row).shown == []
    page = at_work.get(address(other))
    assert page.context["offers"] == set()
    assert 'id="anonymised-heading"' in page.text

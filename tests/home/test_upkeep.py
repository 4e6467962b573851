"""What the worker does by itself, minute by minute."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.models import Page

from forms.actions import applying
from forms.models import Draft
from home.upkeep import round_of_upkeep
from tests.forms.factories import ApplicationFormPageFactory

SERVICE = "/odigos/vevaiosi-astegias/"


@pytest.fixture
def service(kilkis):
    return Page.objects.get(slug="vevaiosi-astegias", locale__language_code="el").specific


def test_a_page_goes_when_its_time_is_over(service, client):
    service.expire_at = timezone.now() - timedelta(minutes=1)
    service.save()

    round_of_upkeep()

    assert client.get(SERVICE).status_code == 404


def test_a_page_comes_when_its_time_has_come(service, client):
    service.unpublish()
    service.go_live_at = timezone.now() + timedelta(hours=1)
    service.save_revision().publish()
    assert client.get(SERVICE).status_code == 404
    revision = service.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()

    round_of_upkeep()

    assert client.get(SERVICE).status_code == 200


def test_drafts_that_nobody_sent_are_deleted_as_their_page_promises(db):
    page = ApplicationFormPageFactory()
    old, new = applying.begin(page), applying.begin(page)
    Draft.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    round_of_upkeep()

    assert Draft.objects.get() == new


def test_sessions_that_have_ended_are_deleted(client, db):
    client.session.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    round_of_upkeep()

    assert not Session.objects.exists()

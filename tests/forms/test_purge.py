from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from forms import tasks
from forms.actions import applying
from forms.models import Application, Draft
from tests.forms.factories import make_application


def purge(**options):
    out = StringIO()
    call_command("purge_expired", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def drafts(form_page):
    """A draft whose time has run out, and one whose time hasn't."""
    old, new = applying.begin(form_page), applying.begin(form_page)
    Draft.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    return old, new


def test_expired_drafts_are_deleted_and_nothing_else(form_page, drafts):
    make_application(form_page)

    assert "1" in purge()
    assert Draft.objects.get() == drafts[1]
    assert Application.objects.count() == 1


def test_a_dry_run_deletes_nothing(drafts):
    assert "1" in purge(dry_run=True)
    assert Draft.objects.count() == 2


def test_the_worker_deletes_them_by_itself(form_page, drafts):
    tasks.sweep()

    assert not Draft.objects.expired(timezone.now()).exists()
    assert Draft.objects.exists()

import signal
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from forms import tasks, trail_check
from forms.actions import applying
from forms.availability import availability
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, Draft, IssuedDocument, PastCase
from forms.permissions import ACTIONS
from tests.forms.factories import ApplicationFormPageFactory, make_application
from tests.forms.inbox import factories
from tests.forms.test_crash import drill  # noqa: F401 – a fixture
from tests.signing_in import sign_in


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


LONG_PAST = datetime(2020, 1, 1, tzinfo=UTC)


def over(page, **fields):
    """An application whose time is over since long."""
    application = make_application(page)
    ended = {"state": State.WITHDRAWN, "decided_at": LONG_PAST, "keep_until": LONG_PAST.date()}
    Application.objects.filter(pk=application.pk).update(**ended | fields)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def chief(client, form_page):
    sign_in(client, factories.worker("chief", form_page.unit, actions=ACTIONS))
    return client


def test_what_is_held_stays_until_somebody_ends_that(chief, form_page):
    application, other = over(form_page), over(form_page)
    hold = reverse("applications:hold", args=[application.pk])
    assert chief.get(hold).status_code == 200

    assert chief.post(hold, {"version": 0}).status_code == 422
    assert chief.post(hold, {"version": 9, "reason": "Εκκρεμεί προσφυγή"}).status_code == 409
    assert chief.post(hold, {"version": 0, "reason": "Εκκρεμεί προσφυγή"}).status_code == 302

    event = application.events.get(kind=EventKind.HELD)
    assert (event.text, event.by.username) == ("Εκκρεμεί προσφυγή", "chief")
    told = purge(dry_run=True)
    assert ": 1\n" in told
    assert _("Held: %(form)s: %(count)d, of which %(over)d past their time.") % {
        "form": form_page.title, "count": 1, "over": 1} in told  # fmt: skip
    purge()
    assert list(Application.objects.all()) == [application]
    assert Access.objects.get(kind=AccessKind.PURGED).application_id == other.pk

    detail = chief.get(reverse("applications:detail", args=[application.pk])).text
    assert reverse("applications:end_hold", args=[application.pk]) in detail
    chief.post(reverse("applications:end_hold", args=[application.pk]), {"version": 1})
    assert application.events.filter(kind=EventKind.HOLD_ENDED).exists()
    purge()
    assert not Application.objects.exists()


def test_the_page_says_what_tonight_removes_and_what_is_held(chief, form_page):
    held = over(form_page, held_at=LONG_PAST, held_by=get_user_model().objects.get())
    for _number in range(3):
        over(form_page)

    page = chief.get(reverse("applications:retention"))

    assert [(due.form_title, due.count) for due in page.context["due"]] == [(form_page.title, 3)]
    assert [(each.count, each.over) for each in page.context["held"]] == [(1, 1)]
    assert held.reference in page.text
    assert Application.objects.count() == 4


def test_the_page_is_for_those_who_answer_for_a_unit(client, form_page):
    over(form_page)
    sign_in(client, factories.worker("maria", form_page.unit))
    assert client.get(reverse("applications:retention")).status_code == 404

    sign_in(client, factories.worker("stranger", factories.unit("Άλλη"), actions=ACTIONS))
    assert client.get(reverse("applications:retention")).context["due"] == []


def test_figures_stay_documents_say_nothing_any_more_and_a_full_form_stays_full(form_page, admin_user):
    application = over(form_page)
    document = IssuedDocument(
        application=application, title="t", protocol_number="1", issued_on=LONG_PAST, issued_by=admin_user,
        made_at=LONG_PAST, verification_hash="x")  # fmt: skip
    document.content = {"body": "x"}
    document.save(force_insert=True)
    form_page.most_applications = 1
    assert availability(form_page).kind == "full"

    purge()

    document.refresh_from_db()
    assert (bytes(document.sealed_content), document.application) == (b"", None)
    assert PastCase.objects.get().form == form_page.translation_key
    assert availability(form_page).kind == "full"
    row = Access.objects.get(kind=AccessKind.PURGED)
    assert (row.application_id, row.by, row.note) == (application.pk, None, "delete")


@pytest.mark.usefixtures("shared_db")
def test_killed_in_the_middle_it_has_lost_nothing_and_goes_on(drill):  # noqa: F811
    page = ApplicationFormPageFactory()
    for _number in range(3):
        over(page)

    assert drill("purge", failpoint="after_purging_one") == -signal.SIGKILL
    assert Application.objects.count() == 2
    assert PastCase.objects.count() == Access.objects.filter(kind=AccessKind.PURGED).count() == 1

    assert drill("purge") == 0
    assert not Application.objects.exists()
    assert PastCase.objects.count() == Access.objects.filter(kind=AccessKind.PURGED).count() == 3
    assert trail_check.check().is_whole

"""The ways past the edit form to the public, each of which asks whether a form is complete."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask

from forms.models import ApplicationFormPage
from forms.publishing import REFUSED, is_publishable
from tests.forms.factories import COUNSELLING, steps
from tests.signing_in import sign_in

FAULTY = {"title": "Α", "key": "a", "questions": []}


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password="x")


def change(page, *given, title="Νέος τίτλος"):
    page.title, page.steps = title, steps(*given)
    return page.save_revision()


def title_of(page):
    return ApplicationFormPage.objects.get(pk=page.pk).title


def set_for(revision, when):
    revision.approved_go_live_at = when
    revision.save()


def in_the_past():
    return timezone.now() - datetime.timedelta(minutes=5)


def test_at_the_set_time_a_complete_form_goes_public(form_page):
    set_for(change(form_page, *COUNSELLING), in_the_past())

    call_command("publish_scheduled")

    assert title_of(form_page) == "Νέος τίτλος"


def test_at_the_set_time_a_faulty_form_stays_as_it_was_and_its_history_says_why(form_page, client, editor):
    before = title_of(form_page)
    set_for(change(form_page, FAULTY), in_the_past())

    call_command("publish_scheduled")
    call_command("publish_scheduled")

    assert title_of(form_page) == before
    assert PageLogEntry.objects.filter(action=REFUSED, page=form_page.pk).count() == 1
    sign_in(client, editor)
    history = client.get(reverse("wagtailadmin_pages:history", args=[form_page.pk])).content.decode()
    assert "1. Α" in history


def test_a_faulty_form_does_not_keep_other_pages_from_going_public(form_page):
    parent = form_page.get_parent().specific
    parent.title = "Όλες οι αιτήσεις"
    set_for(change(form_page, FAULTY), in_the_past())
    set_for(parent.save_revision(), in_the_past())

    call_command("publish_scheduled")

    parent.refresh_from_db()
    assert parent.title == "Όλες οι αιτήσεις"


def test_a_dry_run_takes_nothing_back(form_page):
    revision = change(form_page, FAULTY)
    set_for(revision, in_the_past())

    call_command("publish_scheduled", dryrun=True)

    revision.refresh_from_db()
    assert revision.approved_go_live_at


@pytest.mark.parametrize("is_complete", [True, False])
def test_approval_from_a_list_publishes_complete_forms_only(client, form_page, editor, is_complete):
    before = title_of(form_page)
    workflow = Workflow.objects.create(name="Έγκριση")
    WorkflowTask.objects.create(
        workflow=workflow, task=GroupApprovalTask.objects.create(name="Έλεγχος"), sort_order=0
    )
    change(form_page, *COUNSELLING)
    workflow.start(form_page, editor)
    change(form_page, *(COUNSELLING if is_complete else [FAULTY]))
    sign_in(client, editor)
    task = form_page.current_workflow_task_state

    address = reverse("wagtailadmin_pages:workflow_action", args=[form_page.pk, "approve", task.pk])
    response = client.post(address, {"comment": ""}, follow=True)

    assert title_of(form_page) == ("Νέος τίτλος" if is_complete else before)
    assert ("1. Α: " in response.content.decode()) is not is_complete


def test_what_is_said_of_a_complete_form_is_that_it_may_go_public(form_page):
    assert is_publishable(form_page)
    form_page.closes_at = form_page.opens_at = timezone.now()
    assert not is_publishable(form_page)

"""Killed in the middle of case work: nothing is half done, and its mail leaves once after the restart."""

import base64
import json
import signal

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from forms import receipt_code, tasks
from forms.actions import casework
from forms.enums import AccessKind, State
from forms.models import Access, Application, ClosingReason, Mail, Upload
from tests.forms.factories import ApplicationFormPageFactory, make_application
from tests.forms.inbox import factories
from tests.forms.shared_db import empty_the_trail
from tests.forms.test_crash import drill, mails  # noqa: F401 – a fixture
from tests.forms.uploads.samples import encoded
from tests.signing_in import sign_in

PROGRESS = "/aitiseis/poreia/"


@pytest.fixture
def case(shared_db):
    """Four applications, one an action; and the case worker's browser."""
    page = ApplicationFormPageFactory()
    rows = {name: make_application(page) for name in ("decide", "papers", "close", "arrive")}
    clerk = factories.worker("maria", page.unit)
    rows["arrive"] = casework.ask_for_papers(rows["arrive"], "Ταυτότητα", by=clerk, version=0)
    Mail.objects.all().delete()
    DBTaskResult.objects.all().delete()
    desk = Client()
    sign_in(desk, clerk)
    yield rows, desk
    empty_the_trail()
    Application.objects.all().delete()
    get_user_model().objects.filter(username="maria").delete()
    Group.objects.filter(name="workers of maria").delete()


def session_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sender_of(application):
    client = Client()
    client.post(PROGRESS, {"reference": application.reference, "fact": receipt_code.of(application.pk)})
    return client


def what_is_posted(rows):
    """Address, fields and files of each action."""
    reason, _made = ClosingReason.objects.get_or_create(
        slug="no-contact", defaults={"label": {"el": "Λόγος"}}
    )
    fields = {
        "decide": {"outcome": State.POSITIVE.value, "reason": "Πληροί."},
        "papers": {"papers": "Εκκαθαριστικό"},
        "close": {"closing_reason": reason.pk, "more": ""},
    }
    posted = {
        name: (reverse(f"applications:{name}", args=[rows[name].pk]), {"version": 0, **given}, {})
        for name, given in fields.items()
    }
    photo = base64.b64encode(encoded(kind="PNG")).decode()
    return posted | {"arrive": (f"{PROGRESS}aitisi/", {}, {"papers": photo})}


@pytest.fixture
def post(drill, tmp_path):  # noqa: F811
    """Post in processes of their own, each of which dies at its failpoint; how each ended."""
    path = tmp_path / "jobs.json"

    def run(jobs):
        path.write_text(json.dumps(jobs))
        assert drill("post", str(path)) == 0
        return json.loads(path.read_text())

    return run


def left(rows):
    """What each application shows of what was done to it."""
    found = {}
    for name, row in rows.items():
        now = Application.objects.get(pk=row.pk)
        mails = Mail.objects.filter(application=row).count()
        recorded = Access.objects.filter(application_id=row.pk, kind=AccessKind.CHANGED).count()
        uploads = Upload.objects.filter(application=row).count()
        found[name] = (now.state, now.lock_version, now.events.count(), recorded, mails, uploads)
    return found


def test_killed_in_the_middle_nothing_is_half_done_and_after_a_restart_each_mail_leaves_once(
    case,
    post,
    drill,  # noqa: F811
    tmp_path,
):
    rows, desk = case
    posted, untouched = what_is_posted(rows), left(rows)
    sessions = dict.fromkeys(rows, session_of(desk)) | {"arrive": session_of(sender_of(rows["arrive"]))}

    def jobs(failpoints):
        return [
            [posted[name][0], sessions[name], *posted[name][1:], failpoint]
            for name, failpoint in failpoints.items()
        ]

    halfway = dict.fromkeys(rows, "before_commit") | {"arrive": "after_files"}
    assert post(jobs(halfway)) == [-signal.SIGKILL] * 4
    assert left(rows) == untouched

    # Once more; now it dies when all is done, before anybody is told so.
    done = dict.fromkeys(rows, "after_change") | {"arrive": ""}
    assert post(jobs(done)) == [-signal.SIGKILL] * 3 + [0]
    after = left(rows)
    assert after == {
        "decide": (State.POSITIVE, 1, 2, 1, 1, 0),
        "papers": (State.WAITING, 1, 2, 1, 1, 0),
        "close": (State.CLOSED, 1, 2, 1, 1, 0),
        "arrive": (State.IN_REVIEW, 2, 3, 2, 0, 1),
    }

    # Whoever presses again, seeing no answer, does nothing twice; and the worker sends each mail once.
    for name in ("decide", "papers", "close"):
        assert desk.post(*posted[name][:2]).status_code == 409
    assert left(rows) == after
    assert drill("work") == 0
    tasks.sweep()
    assert not outgoing.outbox
    sent = [message["Message-ID"] for message in mails(tmp_path)]
    assert len(sent) == len(set(sent)) == 3

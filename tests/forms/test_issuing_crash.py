"""Killed in the middle of issuing: no document, event or mail is left behind half."""

import signal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from forms.documents import issuing
from forms.enums import EventKind
from forms.models import Access, Application, DocumentTemplate, IssuedDocument, Mail
from tests.forms import papers
from tests.forms.drill.issue import issue
from tests.forms.inbox import factories
from tests.forms.shared_db import empty_the_trail
from tests.forms.test_crash import drill  # noqa: F401 – a fixture

pytestmark = pytest.mark.usefixtures("shared_db")


@pytest.fixture
def application(shared_db):
    """With a template that fits, and somebody to issue it; nothing of them stays after the test."""
    row = papers.application()
    papers.template(row.form)
    factories.worker("maria", row.unit)
    yield row
    empty_the_trail()
    IssuedDocument.objects.all().delete()
    DocumentTemplate.objects.all().delete()
    Application.objects.all().delete()
    get_user_model().objects.filter(username="maria").delete()
    Group.objects.filter(name="workers of maria").delete()


def left(application):
    return (
        IssuedDocument.objects.count(),
        application.events.filter(kind=EventKind.ISSUED).count(),
        Mail.objects.filter(application=application).count(),
        Access.objects.filter(note=EventKind.ISSUED).count(),
        Application.objects.get(pk=application.pk).lock_version,
    )


def test_killed_while_issuing_all_is_there_or_nothing(application, drill):  # noqa: F811
    assert drill("issue", str(application.pk), "maria", failpoint="while_issuing") == -signal.SIGKILL
    assert left(application) == (0, 0, 0, 0, 0)

    issue(application.pk, "maria")
    assert left(application) == (1, 1, 1, 1, 1)
    assert issuing.read_pdf(IssuedDocument.objects.get()).startswith(b"%PDF")

import pytest
from django_tasks_db.management.commands import db_worker

from tests.forms.drill.parent import drill_children  # noqa: F401 – a fixture
from tests.forms.factories import ApplicationFormPageFactory, typed_by
from tests.forms.people import make_person
from tests.forms.shared_db import shared_db  # noqa: F401 – a fixture
from tests.forms.walking import Applicant


@pytest.fixture
def work_off(work_off, monkeypatch):
    """As everywhere; but a worker drops its connection between tasks, and a test needs it on."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return work_off


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def form_page(db):
    """A published form with every kind of question."""
    return ApplicationFormPageFactory()


@pytest.fixture
def applicant(client, form_page):
    """Somebody in a browser at that form."""
    return Applicant(client, form_page)


@pytest.fixture
def interrupted(applicant, person):
    """Somebody who has answered one step and half of the next."""
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])
    return applicant

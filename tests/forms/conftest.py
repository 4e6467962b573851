import pytest

from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.people import make_person
from tests.forms.walking import Applicant


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

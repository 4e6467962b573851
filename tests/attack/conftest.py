import pytest
from django.test import Client

from forms.models import ApplicationFormPage
from tests.home.kilkis import kilkis, kilkis_content

__all__ = ["kilkis", "kilkis_content"]


@pytest.fixture
def visitor(kilkis):
    """Somebody with a browser at the site of Kilkis, under a server that checks tokens."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def start(kilkis):
    """The address of an application form's start page."""
    return ApplicationFormPage.objects.live().filter(locale__language_code="el").first().get_url()

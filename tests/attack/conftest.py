import pytest
from django.db import transaction
from django.test import Client

from forms.models import ApplicationFormPage
from tests.home.kilkis import forget_what_was_read, kilkis, put_content

__all__ = ["kilkis"]


@pytest.fixture(scope="package")
def kilkis_content(django_db_setup, django_db_blocker):
    """Loaded once for all attacks: nothing of them stays."""
    with django_db_blocker.unblock():
        content = transaction.atomic()
        content.__enter__()
        put_content()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        content.__exit__(None, None, None)
        forget_what_was_read()


@pytest.fixture
def visitor(kilkis):
    """Somebody with a browser at the site of Kilkis, under a server that checks tokens."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def start(kilkis):
    """The address of an application form's start page."""
    return ApplicationFormPage.objects.get(
        slug="psychologiki-symvouleftiki-ypostirixi", locale__language_code="el"
    ).get_url()

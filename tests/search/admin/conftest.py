import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.users.models import UserProfile

from tests.forms.inbox.factories import user
from tests.signing_in import sign_in


def signed_in(group):
    """A client of somebody in `group` who reads English."""
    client, person = Client(), user(group.lower(), group)
    UserProfile.objects.create(user=person, preferred_language="en")
    sign_in(client, person)
    return client


@pytest.fixture
def editor(guide):
    return signed_in("Editors")


@pytest.fixture
def moderator(guide):
    return signed_in("Moderators")


@pytest.fixture
def page():
    """`page(response)`: what it shows."""

    def page(response):
        assert response.status_code == 200, response
        return BeautifulSoup(response.content, "html.parser")

    return page

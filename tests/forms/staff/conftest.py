"""People at the door."""

import pytest

from forms.models import Authenticator
from tests.forms.inbox import factories
from tests.forms.staff.door import PASSWORD


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def maria(db):
    """A case worker with an app on her phone."""
    maria = with_password(factories.worker("maria", factories.unit()))
    Authenticator.begin(maria, confirmed=True)
    return maria


@pytest.fixture
def newcomer(db):
    """A case worker on her first day."""
    return with_password(factories.worker("nefeli", factories.unit()))


@pytest.fixture
def eleni(db):
    """An editor: nobody obliges her to have a second factor."""
    return with_password(factories.user("eleni", "Editors"))


@pytest.fixture
def root(db, django_user_model):
    root = with_password(django_user_model.objects.create_superuser("root"))
    Authenticator.begin(root, confirmed=True)
    return root

"""People and an application that most tests of the inbox begin with."""

import pytest

from forms.permissions import ACTIONS
from tests.forms.inbox import factories


@pytest.fixture
def centre(db):
    return factories.unit("Κέντρο Κοινότητας")


@pytest.fixture
def directorate(db):
    return factories.unit("Διεύθυνση Κοινωνικής Προστασίας")


@pytest.fixture
def maria(centre):
    """Case worker of the Community Centre."""
    return factories.worker("maria", centre)


@pytest.fixture
def nikos(centre):
    """Her colleague."""
    return factories.worker("nikos", centre)


@pytest.fixture
def supervisor(centre):
    return factories.worker("supervisor", centre, actions=ACTIONS)


@pytest.fixture
def stranger(directorate):
    """Case worker of another unit."""
    return factories.worker("stranger", directorate)


@pytest.fixture
def editor(db):
    return factories.user("editor", "Editors")


@pytest.fixture
def application(centre):
    return factories.application(of=centre)

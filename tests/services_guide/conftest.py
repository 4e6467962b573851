import pytest

from tests.services_guide import factories


@pytest.fixture
def guide(db):
    return factories.make_guide()

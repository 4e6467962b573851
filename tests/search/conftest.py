import pytest

from search import sources
from search.engines import engine
from tests.services_guide import factories as guide_factories


@pytest.fixture
def indexed(monkeypatch):
    """`indexed(document, …)`: an index of these, all of them public."""

    def build(*documents):
        engine().rebuild(documents)
        monkeypatch.setattr(sources, "still_public", set)

    return build


@pytest.fixture
def guide(db):
    return guide_factories.make_guide()

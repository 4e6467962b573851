"""What every test may ask for."""

import gc
from inspect import signature

import pytest
from django.core.cache import cache
from django.db import connection

from search import lexicon


def pytest_collection_modifyitems(config, items):
    """What asks for no database runs on SQLite alone: it would only say the same again."""
    if connection.vendor == "sqlite":
        return
    without = {item for item in items if not may_ask_the_database(item)}
    config.hook.pytest_deselected(items=list(without))
    items[:] = [item for item in items if item not in without]


def may_ask_the_database(item) -> bool:
    """pytest-django keeps a test from the database that asks for none of its fixtures."""
    return (
        "django_db_setup" in item.fixturenames
        or item.get_closest_marker("django_db") is not None
        or "request" in signature(item.function).parameters  # asks for fixtures as it goes
    )


def pytest_collection_finish():
    """
    Look for garbage less often, and never again among what was imported and collected for all tests.

    A full search walks a million objects that stay to the end: it took an eighth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def work_off(db, monkeypatch):
    """Run all background tasks that are due, as the worker would: `work_off()`."""
    from django_tasks_db.management.commands import db_worker

    # Within the transaction of a test the worker must keep its connection.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run():
        db_worker.Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="tests",
            excluded_queue_names=[],
        ).run()

    return run


@pytest.fixture(autouse=True)
def nothing_cached():
    """What the cache holds of a site outlives the transaction that the site was made in."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_search_index(settings, tmp_path_factory, monkeypatch):
    """Each test has a search index of its own, empty at its start, and reads what editors gave anew."""
    settings.SEARCH_INDEX_DIR = tmp_path_factory.mktemp("search")
    # Kept by a number that each test's database counts from the beginning.
    monkeypatch.setattr(lexicon, "_kept", (-1, lexicon.Lexicon()))


@pytest.fixture
def admin_client(admin_user):
    """pytest-django's, past the second factor that an administrator has to give."""
    from django.test import Client

    from tests.signing_in import sign_in

    client = Client()
    sign_in(client, admin_user)
    return client

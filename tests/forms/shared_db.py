"""
A database whose rows other threads and processes see.

Not pytest-django's `transactional_db`: that empties every table after the test, and with them
the languages, the site and the root page that the migrations made.
"""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, PageLogEntry, Site

from forms.models import (
    Access,
    Application,
    ApplicationIndexPage,
    Draft,
    FormVersion,
    PastCase,
    Tally,
    TrailHead,
    Unit,
)


@pytest.fixture
def shared_db(django_db_setup, django_db_blocker):
    """Committed at once; what the tests of this app make is removed afterwards."""
    with django_db_blocker.unblock():
        lay_foundation()
        try:
            yield
        finally:
            empty_the_trail()
            Application.objects.all().delete()
            Draft.objects.all().delete()
            PastCase.objects.all().delete()
            FormVersion.objects.all().delete()
            for page in ApplicationIndexPage.objects.all():
                page.delete()
            for left in (Unit, Tally, Session, DBTaskResult, PageLogEntry):
                left.objects.all().delete()
            Locale.objects.exclude(language_code="el").delete()
            connections.close_all()


def empty_the_trail():
    """Which, but for tests, only ever grows."""
    QuerySet(Access).delete()
    TrailHead.objects.all().delete()


def lay_foundation():
    """What the migrations made, if a test that empties every table came before."""
    language, _made = Locale.objects.get_or_create(language_code="el")
    if not Site.objects.filter(is_default_site=True).exists():
        root = Page.get_first_root_node() or Page.add_root(
            instance=Page(title="Root", slug="root", locale=language)
        )
        home = root.add_child(instance=Page(title="Home", slug="home", locale=language))
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


def in_threads(count, work):
    """Run `work(i)` in so many threads that start together; what they returned, or raised."""
    results, barrier = [None] * count, threading.Barrier(count)

    def run(i):
        barrier.wait()
        try:
            results[i] = work(i)
        except Exception as error:
            results[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

"""When something of ours breaks: a page that helps, and not a word of what broke."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from tests.attack.answers import assert_decent, assert_guarded, assert_own_error, html_of
from tests.attack.outside import ask

SECRET = "could not connect to 10.0.0.7 as <b>kilkis</b>"
PAGES = [
    "/",
    "/en/",
    "/odigos/",
    "/aitiseis/",
    "/anazitisi/?q=x",
    "/nothing.html",
    "/en/nothing/",
    "/sitemap.xml",
]


@pytest.fixture
def broken(monkeypatch):
    """`broken(error)`: every page raises it."""

    def breaking(error):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr(Page, "route_for_request", fail)

    return breaking


@pytest.fixture
def without_database(monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError(SECRET)

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", fail)


def assert_helps(response):
    assert_guarded(response)
    assert_own_error(response, 500, "el")


@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), KeyError(SECRET), RecursionError(SECRET), OSError(SECRET)]
)
@pytest.mark.parametrize("address", ["/", "/en/odigos/"])
def test_a_broken_view_shows_a_page_that_helps(broken, address, error):
    broken(error)

    assert_helps(ask(address))


@pytest.mark.parametrize("address", PAGES)
def test_without_a_database_every_page_is_one_that_helps(without_database, address):
    assert_helps(ask(address))


def test_without_a_database_programs_get_an_answer_for_programs(without_database):
    readiness, search = ask("/readyz"), ask("/api/search?q=x")

    assert ask("/healthz").status_code == 200
    assert readiness.status_code == 503
    assert search.status_code in (200, 500)
    for response in (readiness, search):
        assert_guarded(response)
        assert response.headers["Content-Type"].startswith("application/json")
        assert "10.0.0.7" not in html_of(response)


def test_a_refusal_without_a_database_is_a_page_that_helps(without_database):
    assert_helps(ask("/aitiseis/", "POST", b"a=b", content_type="application/x-www-form-urlencoded"))


@pytest.mark.parametrize("language", ["el", "en"])
def test_refusals_say_nothing_of_their_reason(kilkis, broken, language):
    address = "/" if language == "el" else "/en/"
    broken(SuspiciousOperation(SECRET))
    refused = ask(address)
    broken(PermissionDenied(SECRET))
    forbidden = ask(address)

    assert_own_error(refused, 400, language)
    assert forbidden.status_code == 403
    with translation.override(language):
        assert gettext("This page isn't open to you") in unescape(html_of(forbidden))
    for response in (refused, forbidden):
        assert_decent(response, SECRET)
        assert "10.0.0.7" not in html_of(response)


def test_a_method_that_is_not_taken_is_refused_with_all_headers(kilkis):
    for address, method in (("/healthz", "POST"), ("/anazitisi/", "DELETE"), ("/api/search", "PUT")):
        response = Client(raise_request_exception=False).generic(method, address)
        assert response.status_code == 405
        assert_decent(response)

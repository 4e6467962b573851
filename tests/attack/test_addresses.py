"""Every public address, by every method, with and without a token."""

import pytest
from django.test import Client

from tests.attack import addresses
from tests.attack.answers import assert_decent, assert_own_error, html_of

METHODS = ["GET", "HEAD", "POST"]
FOR_MACHINES = ("/healthz", "/readyz", "/api/", "/robots.txt", "/sitemap.xml", "/.well-known/")


def answers(client, method):
    for address in addresses.everything():
        yield address, client.generic(method, address, headers={"X-Marked": "<i>zyzzyva</i>"})


@pytest.mark.parametrize("method", METHODS)
def test_no_address_fails_by_any_method(visitor, method):
    for address, response in answers(visitor, method):
        try:
            assert_decent(response, "<i>zyzzyva</i>", "<B>", staff=address.startswith("/admin/"))
            assert "zyzzyva" not in html_of(response)
            if method == "POST":
                assert is_refused(address, response)
            if response.status_code in (403, 404) and not is_for_machines(address) and method != "HEAD":
                assert_own_error(response, response.status_code, addresses.language_of(address))
        except AssertionError as error:
            raise AssertionError(f"{method} {address} ({response.status_code}): {error}") from error


def test_what_a_trusted_visitor_posts_breaks_nothing(kilkis):
    visitor = Client(raise_request_exception=False)
    for address in addresses.everything():
        response = visitor.post(address, {"next": "//evil.example", "x": "<i>zyzzyva</i>", "q": "\0"})
        assert_decent(response, "<i>zyzzyva</i>", staff=address.startswith("/admin/"))
        assert "evil.example" not in response.headers.get("Location", ""), address


@pytest.mark.parametrize(
    "method", ["OPTIONS", "TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "<B>", "ΛΗΨΗ"]
)
def test_a_method_that_pages_have_no_use_for_breaks_nothing(visitor, method):
    trusting = Client(raise_request_exception=False)
    for address in ("/", "/en/odigos/", "/aitiseis/", "/anazitisi/", "/api/search", "/nothing/", "/healthz"):
        for client in (visitor, trusting):
            response = client.generic(method, address, "{}", headers={"X-Marked": "<i>zyzzyva</i>"})
            assert_decent(response, "<B>", "zyzzyva")
            assert response.status_code in (200, 403, 404, 405)


def is_refused(address, response):
    """Without a token nothing is taken; an address without its last slash leads to the one with it."""
    return response.status_code in (403, 404, 405) or response.headers.get("Location") == f"{address}/"


def is_for_machines(address):
    return address.removeprefix("/en").startswith(FOR_MACHINES)

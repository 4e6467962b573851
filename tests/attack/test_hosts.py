"""Which site this is, is for its record to say: never for the one who asks."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from tests.attack import addresses
from tests.attack.answers import assert_decent, assert_own_error, html_of
from tests.attack.outside import ask

PORT = "31337"
FOREIGN = ["evil.example", "testserver.evil.example", "evil.example:80@testserver", "testserver@evil.example",
           "testserver:evil", "testserver:80:90", "test server", "[::1", "[::1]", "testserver/evil", "",
           "testserver\x00", "testserver,evil.example", "<script>", "a" * 300, "\xff\xfe", "..", "127.1",
           "testserver.."]  # fmt: skip
CLAIMS = {
    "x_forwarded_host": "evil.example",
    "x_forwarded_server": "evil.example",
    "x_forwarded_port": "666",
    "x_forwarded_prefix": "/evil.example",
    "x_host": "evil.example",
    "forwarded": "host=evil.example;proto=http",
    "x_original_host": "evil.example",
    "x_original_url": "/healthz",
    "x_rewrite_url": "/healthz",
    "x_http_method_override": "DELETE",
    "x_forwarded_for": "127.0.0.1, <script>",
    "referer": "http://evil.example/",
    "origin": "http://evil.example",
    "user_agent": "() { :; }; evil.example",
}


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("address", ["/", "/en/anazitisi/", "/api/search", "/nothing/", "/admin/login/"])
def test_another_host_is_refused(kilkis, address, host):
    response = ask(address, host=host, x_forwarded_host="testserver")

    assert_decent(response, "<script>", staff=address.startswith("/admin/"))
    assert_own_error(response, 400, "el")
    assert "evil" not in html_of(response)


def test_the_host_of_a_request_stands_in_no_answer(visitor):
    """The port may be any, so it marks what was taken from the request."""
    told = []
    for address in addresses.everything():
        response = visitor.get(address, headers={"host": f"localhost:{PORT}"})
        if PORT in html_of(response) or PORT in str(response.headers):
            told.append(address)
    assert told == []


@pytest.mark.parametrize("address", ["/", "/odigos", "/en/odigos/", "/admin/", "/sitemap.xml", "/robots.txt"])
def test_what_a_header_claims_of_the_host_is_not_believed(kilkis, address):
    usual, claimed = ask(address), ask(address, **CLAIMS)

    assert claimed.status_code == usual.status_code
    assert claimed.headers.get("Location") == usual.headers.get("Location")
    assert_decent(claimed, "<script>", staff=address.startswith("/admin/"))
    assert "evil" not in html_of(claimed)


def test_the_mail_for_a_new_password_leads_to_the_site(visitor):
    get_user_model().objects.create_superuser("editor", "editor@example.gr", "x" * 20)
    host = {"host": f"localhost:{PORT}"}
    form = visitor.get("/admin/password_reset/", headers=host)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html_of(form))[1]
    data = {"email": "editor@example.gr", "csrfmiddlewaretoken": token}

    visitor.post("/admin/password_reset/", data, headers=host)

    assert "http://testserver/admin/password_reset/" in mail.outbox[0].body
    assert PORT not in str(mail.outbox[0].message())

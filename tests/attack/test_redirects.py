"""Nobody is led away from the site."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.attack import addresses
from tests.attack.answers import html_of
from tests.attack.outside import ask
from tests.signing_in import sign_in

AWAY = ["//evil.example", "///evil.example", "////evil.example", "http://evil.example", "HTTPS:evil.example",
        "http:///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
        "javascript:alert(1)", "data:text/html,x", "http://testserver@evil.example", "http://testserver.evil.example",
        "/\t/evil.example", "\n//evil.example", " //evil.example", "\x00//evil.example", "ftp://testserver/",
        "//evil.example%2f..", "http:evil.example", "https://[evil", "//testserver:80@evil.example",
        "http://evil.example\\@testserver", "http://testserver\r\nSet-Cookie: a=b"]  # fmt: skip
OWN = re.compile(r"^(?![/\\]{2})/[^\s\\]*$")


def assert_stays(response):
    assert response.status_code in (200, 302, 400, 404), response.status_code
    assert response.status_code != 302 or OWN.match(response.headers["Location"]), response.headers[
        "Location"
    ]


@pytest.fixture
def user(kilkis):
    """Somebody who signs in with a password alone: whoever has more to lose is asked for a code too."""
    editor = get_user_model().objects.create_user("editor", password="x" * 20)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return editor


@pytest.mark.parametrize("place", ["/admin/login/", "/_util/login/"])
def test_signing_in_leads_nowhere_else(user, place):
    for target in AWAY:
        client = Client(raise_request_exception=False)
        answer = client.post(place, {"username": "editor", "password": "x" * 20, "next": target})
        assert answer.status_code == 302
        assert_stays(answer)
        assert_stays(client.get(place, {"next": target}))


def test_signing_out_leads_nowhere_else(user):
    for target in AWAY:
        client = Client(raise_request_exception=False)
        sign_in(client, user)
        assert_stays(client.post("/admin/logout/", {"next": target}))
        assert_stays(client.post("/admin/logout/?next=" + target.replace("\r\n", "%0d%0a")))


def test_a_pages_password_leads_nowhere_else(kilkis):
    page = Page.objects.live().filter(depth=3).first()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    for target in AWAY:
        client = Client(raise_request_exception=False)
        assert_stays(client.post(address, {"password": "open", "return_url": target}))
        assert_stays(client.post(address, {"password": "wrong", "return_url": target}))


@pytest.mark.parametrize("target", AWAY)
def test_a_missing_slash_leads_nowhere_else(kilkis, target):
    path = target.replace("\\", "%5c").replace("\r\n", "%0d%0a").replace("\x00", "%00").replace(" ", "%20")
    for address in (f"/{path}", f"//{path}", f"/en/{path}", f"/odigos?next={path}"):
        response = ask(address)
        location = response.headers.get("Location", "/")
        assert OWN.match(location.partition("?")[0]), location


def test_the_other_language_lies_on_the_same_site(visitor):
    for address in [*addresses.of_pages(), *addresses.of_steps(), "/anazitisi/", "/nothing/"]:
        response = visitor.get(f"{address}?q=//evil.example&next=//evil.example")
        targets = re.findall(r'<a href="([^"]*)" lang="\w\w" hreflang', html_of(response))
        assert response.status_code in (301, 302) or targets, address
        assert [target for target in targets if not OWN.match(target.partition("?")[0])] == []

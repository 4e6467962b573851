"""Addresses with queries that nobody's link holds."""

import re

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attack.answers import assert_decent, html_of
from tests.attack.outside import ask

ADDRESSES = ["/", "/odigos/", "/en/odigos/", "/anazitisi/", "/api/search", "/api/suggest", "/sitemap.xml",
             "/nothing/", "/admin/login/", "/_util/login/"]  # fmt: skip
NAMES = ["q", "page", "type", "need", "audience", "organisation", "lang", "limit", "offset", "next",
         "return_url", "again", "change", "p", "format", "language", "preview", "userbar"]  # fmt: skip
SCRIPT = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
NASTY = [
    "", "0", "-1", "1.5", "1e309", "nan", "inf", "last", "99999", "9" * 400, "%D9%A3", "%C2%B9", "0x10",
    "%00", "1%00", "%ff%fe", "%ed%a0%80", "%c0%80", "%", "%zz", "%u0041", "a" * 10_000, "%CE%AC" * 3_000,
    "%F0%9F%98%80" * 99, "%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<b>", "%e2%80%ae%e2%80%8b%ef%bb%bf",
    "{{7*7654321}}", "{%25%20debug%20%25}", "${7*7654321}", "%23{7*7654321}", "'%20OR%201=1%20--",
    "1;DROP%20TABLE%20x", SCRIPT, "%22%20onmouseover=alert(1)%20x=%22", "javascript:alert(1)",
    "//evil.example", "https://evil.example/", "/%5cevil.example", "title:[*%20TO%20*]", "a%20AND%20(",
    "%22", "*", "(((((((((", "%5c", "(a%2B)%2B$", "~^:%2B-", "../../etc/passwd", "%26lt;b%26gt;",
    "__class__", "id__in=1", "[]", "{}", "null", ";", "=", "&&&",
]  # fmt: skip
MARKS = ["<script>alert(1)", '" onmouseover=alert(1)', "53580247"]


@pytest.fixture(scope="module")
def index_folder(kilkis_content, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX_DIR=folder):
        call_command("rebuild_search", verbosity=0)
    return folder


@pytest.fixture
def indexed(kilkis, index_folder, own_search_index, settings):
    settings.SEARCH_INDEX_DIR = index_folder


def assert_harmless(response, address):
    assert_decent(response, *MARKS, staff=address.startswith("/admin/"))
    assert "evil" not in response.headers.get("Location", "")
    assert "evil" not in response.cookies
    if response.headers.get("Content-Type", "").startswith("text/html"):
        tags = " ".join(re.findall(r"<\w[^>]*>", html_of(response)))
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tags))
        assert not re.search(r'(href|action)="\s*(//|\\\\|javascript:|https://evil)', tags)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_nasty_query_gets_a_page_all_the_same(indexed, address):
    usual = {ask(address).status_code, *([404] if address == "/sitemap.xml" else [])}
    for value in NASTY:
        query = "&".join(f"{name}={value}" for name in NAMES)
        response = ask(f"{address}?{query}")
        assert response.status_code in usual, value
        assert_harmless(response, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_comes_again_and_again_is_read_once_or_refused(indexed, address):
    for times in (2, 100, 300):
        response = ask(f"{address}?" + "&".join(["q=a&page=2&need=x&next=//evil.example"] * times))
        assert_harmless(response, address)
        assert times < 100 or response.status_code in (400, 404) or address.startswith("/admin/")


@pytest.mark.parametrize("address", ["/", "/odigos/", "/en/anazitisi/", "/api/search", "/admin/login/"])
def test_a_query_may_come_in_raw_bytes(indexed, address):
    for query in ("q=άστεγος", "q=\xff\xfe", "q=<b>&next=\\\\evil.example", "\0", "a[]=b[c", "=", "%"):
        assert_harmless(ask(f"{address}?{query}"), address)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), other=st.text(max_size=30))
def test_any_text_can_be_searched_for_and_is_shown_as_text(indexed, text, other):
    client = Client(raise_request_exception=False)
    for address in ("/anazitisi/", "/api/suggest"):
        response = client.get(address, {"q": clean(text), "page": clean(other), "need": clean(other)})
        assert response.status_code == 200
        assert_harmless(response, address)


def clean(text):
    """What can be sent at all: no halves of letters."""
    return text.encode(errors="replace").decode()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=60))
def test_any_path_is_a_page_or_none(kilkis, path):
    response = Client(raise_request_exception=False).get("/" + clean(path))
    assert response.status_code in (200, 301, 302, 400, 404)
    assert response.status_code != 301 or not response.headers["Location"].startswith("//")
    assert_decent(response, staff=path.startswith("admin"))

"""What every answer must be like, however odd the question."""

import re
from html import unescape
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

EXPECTED = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
}
POLICY = ["default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'",
          "form-action 'self'", "frame-ancestors 'none'"]  # fmt: skip
DEBUG_TEXT = re.compile(
    r"Traceback|DEBUG = True|Exception Type|Request Method:|django\.core|site-packages|/var/|\.py\b"
    r"|DoesNotExist|sqlite3|psycopg|OperationalError"
)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PLAIN = {400: "400.html", 413: "413.html", 500: "500.html"}
"""Files that speak both languages and need nothing else to work."""
HEADINGS = {
    403: ("Please send it once more", "This page isn't open to you"),
    404: ("We can't find this page",),
}
"""Of 403 the first is for a form without its token, the other for who has no business there."""


def html_of(response) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


def assert_decent(response, *marks: str, staff: bool = False) -> None:
    """
    No failure, nothing from behind the scenes, all headers, and none of `marks` as it was sent.

    `marks` hold letters that HTML must have escaped.
    """
    assert response.status_code < 500, response.status_code
    assert_guarded(response, staff=staff)
    text = html_of(response)
    assert DEBUG_TEXT.findall(text) == []
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert [mark for mark in marks if mark in text] == []


def assert_guarded(response, *, staff: bool = False) -> None:
    """The security headers that belong on every answer, failures too."""
    for name, values in EXPECTED.items():
        assert response.headers.get(name) in values, (name, response.headers.get(name))
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    if not staff:
        assert [part for part in POLICY if part not in policy] == []
        assert "unsafe" not in policy
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers
    for name, value in response.headers.items():
        assert not set("\r\n") & set(value), name


def assert_own_error(response, status: int, language: str) -> None:
    """The site's own page for `status`, in the reader's language."""
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html")
    text = html_of(response)
    assert 'href="tel:112"' in text
    if status in PLAIN:
        assert text == (TEMPLATES / PLAIN[status]).read_text()
    else:
        assert f'<html lang="{language}"' in text
        with translation.override(language):
            assert any(gettext(heading) in unescape(text) for heading in HEADINGS[status])

"""What every answer must be like, however odd the question."""

import re

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
OWN_ERRORS = {
    400: {"el": "Δεν καταλάβαμε το αίτημα", "en": "We couldn't understand the request"},
    403: {"el": "Στείλτε το άλλη μία φορά", "en": "Please send it once more"},
    404: {"el": "Δεν βρίσκουμε αυτή τη σελίδα", "en": "We can't find this page"},
    413: {"el": "Αυτό που στείλατε είναι πολύ μεγάλο", "en": "What you sent is too large"},
}
"""What stands in the heading. 400 and 413 are plain files that speak both languages."""
SPEAK_BOTH = {400, 413}


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
        assert "\r" not in value, name
        assert "\n" not in value, name
    text = html_of(response)
    assert DEBUG_TEXT.findall(text) == []
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert [mark for mark in marks if mark in text] == []


def assert_own_error(response, status: int, language: str) -> None:
    """The site's own page for `status`, in the reader's language."""
    assert response.status_code == status
    text = html_of(response).replace("&#x27;", "'").replace("&#39;", "'")
    assert response.headers["Content-Type"].startswith("text/html")
    assert OWN_ERRORS[status][language] in text
    spoken = "el" if status in SPEAK_BOTH else language
    assert f'<html lang="{spoken}"' in text
    assert 'href="tel:112"' in text

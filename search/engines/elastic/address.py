"""
Where the search server is and how one gets in, from the settings.

    SEARCH_URL      http[s]://[user:password@]host[:9200][/name]
    SEARCH_API_KEY  instead of user and password
    SEARCH_CA       file of the certificate authority; none: those the system trusts

`name` is what our indexes on the server begin with, so that several sites can share one.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PORT = 9200
NAME = "guide"
HOW_TO_WRITE = "Write it like this: https://user:password@search.example.gr:9200/guide"
# What both servers allow in the name of an index; a hyphen and a number follow it.
ALLOWED_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,99}")


@dataclass(frozen=True)
class Address:
    """A search server and the name of our indexes on it."""

    url: str
    """Scheme, host and port: nothing secret, it may stand in a log."""
    name: str = NAME
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""

    @property
    def entrance(self) -> dict[str, str]:
        """The header that lets us in."""
        if self.api_key:
            return {"authorization": f"ApiKey {self.api_key}"}
        if self.user:
            pair = f"{self.user}:{self.password}".encode()
            return {"authorization": f"Basic {b64encode(pair).decode()}"}
        return {}

    @property
    def is_readable_by_others(self) -> bool:
        """Whether what is said to the server passes a network in the clear."""
        parts = urlsplit(self.url)
        is_here = parts.hostname in ("localhost", "::1") or (parts.hostname or "").startswith("127.")
        return parts.scheme == "http" and not is_here


def from_settings() -> Address | None:
    """The server that the settings name, or None. Raises ImproperlyConfigured, saying what to write."""
    url = getattr(settings, "SEARCH_URL", "")
    if not url:
        return None
    parts = urlsplit(url)
    name = parts.path.strip("/") or NAME
    try:
        port = parts.port or PORT
    except ValueError:
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname or not port or parts.query:
        raise ImproperlyConfigured(f"SEARCH_URL is no address of a search server. {HOW_TO_WRITE}")
    if not ALLOWED_NAME.fullmatch(name):
        raise ImproperlyConfigured(
            f"The name at the end of SEARCH_URL may hold small letters, digits and _. {HOW_TO_WRITE}"
        )
    ca = getattr(settings, "SEARCH_CA", "")
    if ca and not Path(ca).is_file():
        raise ImproperlyConfigured(f"SEARCH_CA names no file: {ca}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        url=f"{parts.scheme}://{host}:{port}",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        api_key=getattr(settings, "SEARCH_API_KEY", ""),
        ca=ca,
    )

"""A browser as far as an application needs one, without JavaScript: cookies, forms, redirects."""

import http.client
import random
import threading
import time
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

HOST = "127.0.0.1"
PATIENCE = 90
"""Seconds a single answer may take."""


over = threading.Event()
"""Set when the run was interrupted: no browser asks for anything more."""


class Gone(Exception):
    """The server didn't answer as it must."""


class PostForms(HTMLParser):
    """The forms of a page that are posted: for each, its address and its controls."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[dict] = []
        self.current: dict | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.current = {"action": given.get("action") or "", "controls": []}
            if (given.get("method") or "").lower() == "post":
                self.forms.append(self.current)
        elif self.current is not None and tag in ("input", "textarea", "select") and given.get("name"):
            kind = given.get("type") or "text" if tag == "input" else tag
            usual = "on" if kind in ("radio", "checkbox") else ""
            self.current["controls"].append((kind, given["name"], given.get("value") or usual))

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None


def filled_in(form: dict, step: str, mark: str) -> list[tuple[str, str]]:
    """
    What somebody posts who answers all of a step: of choices the first, in texts `mark`.

    Fields that aren't the step's own, such as the one only machines fill in, stay as they are.
    """
    posted, chosen = [], set()
    for kind, name, value in form["controls"]:
        if kind == "hidden":
            posted.append((name, value))
        elif not name.startswith(f"{step}-"):
            continue
        elif kind in ("radio", "checkbox"):
            if name not in chosen:
                posted.append((name, value))
            chosen.add(name)
        elif kind in ("text", "textarea", "email", "tel"):
            posted.append((name, written(kind, mark)))
    return posted


def written(kind: str, mark: str) -> str:
    if kind == "email":
        return f"{mark.lower()}@example.org"
    if kind == "tel":
        return f"694{random.randrange(10**7):07}"  # noqa: S311 – nobody's number
    return f"Δοκιμή {mark}"


class Browser:
    """One person's. Each request has a connection of its own, so that none is lost with an idle one."""

    def __init__(self, port: int, until: float):
        self.port, self.until = port, until
        self.cookies: dict[str, str] = {}
        self.page, self.path = "", "/"

    def get(self, path: str) -> str:
        """Open `path` and follow where it leads."""
        return self._open("GET", path)

    def post(self, path: str, data: list[tuple[str, str]]) -> str:
        return self._open("POST", urljoin(self.path, path), urlencode(data).encode())

    def press_twice(self) -> "Browser":
        """The same browser in a second pair of hands, for what people do to a slow button."""
        other = Browser(self.port, self.until)
        other.cookies, other.page, other.path = dict(self.cookies), self.page, self.path
        return other

    def form(self, holding: str = "csrfmiddlewaretoken", action: str = "") -> dict:
        """The form on the page that has a control named `holding` and, if given, posts to `action`."""
        for form in PostForms(self.page).forms:
            names = {name for _kind, name, _value in form["controls"]}
            if holding in names and (not action or urljoin(self.path, form["action"]) == action):
                return form
        raise Gone(f"{self.path} shows no form with {holding}")

    def _open(self, method: str, path: str, body: bytes | None = None) -> str:
        for _hop in range(6):
            status, location = self._ask(method, path, body)
            if status not in (301, 302, 303):
                if status != 200:
                    raise Gone(f"{method} {path} was answered {status}")
                self.path = urlsplit(path).path
                return self.page
            method, path, body = "GET", urljoin(path, location), None
        raise Gone(f"{path} leads round in circles")

    def _ask(self, method, path, body):
        if over.is_set() or time.monotonic() > self.until:
            raise Gone("The time for this run is over.")
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        headers = {"Connection": "close", "Host": f"{HOST}:{self.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{HOST}:{self.port}",
            }
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            self.page = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, response.headers.get("Location", "")

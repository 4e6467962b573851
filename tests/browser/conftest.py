"""
The site as `make run` serves it, and a real Chromium to walk it with.

Each page that a test opens is watched: at the end nothing may have been refused by the
Content-Security-Policy, nothing may have failed, and no request may have left the machine.
"""

import os
import re
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = secrets.token_urlsafe(16)
COME_TO_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter(animation => Number.isFinite(animation.effect.getComputedTiming().endTime))
        .map(animation => animation.finished)
)"""
"""Waits for what still fades or slides in: half transparent letters have no contrast of their own."""

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  report(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """
    Mark the tests of this folder before pytest chooses by marks, and let them run last: once Playwright
    has started, its event loop runs in this thread, and Django refuses the database to every test after it.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    result = yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    return result


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The running site: `url`, `data` (its DATA_DIR), `password` of the demo staff, `manage(…)`."""
    data = tmp_path_factory.mktemp("site")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "PYTEST"))
        and name not in ("DATABASE_URL", "DATA_DIR", "PYTHONPATH")
    } | {"DATA_DIR": str(data), "PORT": str(port), "HOST": "127.0.0.1", "BASE_URL": url,
         # All who walk here have one address, and none of them reads.
         "FORMS_LIMITS_FACTOR": "100", "FORMS_LEAST_SECONDS": "0"}  # fmt: skip
    log = data / "server.log"

    def manage(*arguments):
        done = subprocess.run(
            [".venv/bin/python", "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    with log.open("wb") as output:
        server = subprocess.Popen(["bin/run"], cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            wait_until_it_answers(f"{url}/healthz", server, log)
            manage("demo_staff", "--password", PASSWORD)
            yield SimpleNamespace(
                url=url, data=data, password=PASSWORD, manage=manage, log=log, process=server
            )
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=40)


def wait_until_it_answers(address, server, log, seconds=600):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise AssertionError(f"The site did not start:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"No answer after {seconds} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync", "--no-first-run"],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """Make pages, watched: `visit(width=360, javascript=False)` gives a Playwright page at the site."""
    contexts, wrong = [], []

    def make(width=1280, height=900, javascript=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            base_url=site.url,
            locale="el-GR",
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        if javascript:
            context.expose_binding("report", lambda _source, text: wrong.append(text))
            context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", lambda request: note_foreign(request.url, site.url, wrong))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("console", lambda message: note_console(message, wrong))
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


def note_foreign(address, site_url, wrong):
    if not address.startswith((site_url, "data:", "blob:", "about:")):
        wrong.append(f"left the site: {address}")


def note_console(message, wrong):
    # A page that answers 404 or 410 on purpose is reported as an error by the browser itself.
    if message.type == "error" and not re.search(r"status of (4\d\d)", message.text):
        wrong.append(f"console: {message.text}")


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture
def assert_accessible():
    """No violation of the WCAG 2.2 A and AA rules of axe on what the page shows now."""
    axe = Axe()
    rules = {
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }
    }

    def check(page):
        page.evaluate(COME_TO_REST)
        found = axe.run(page, options=rules).response["violations"]
        told = [
            f"{violation['id']}: {violation['help']}\n    "
            + "\n    ".join(node["html"] for node in violation["nodes"][:3])
            for violation in found
        ]
        assert told == [], f"{page.url}\n" + "\n".join(told)

    return check

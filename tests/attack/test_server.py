"""gunicorn as the site configures it, spoken to byte by byte: nothing of this reaches Django."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.attack.answers import DEBUG_TEXT, EXPECTED, POLICY

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "templates" / "400.html").read_text()
HOST = b"Host: 127.0.0.1\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def send():
    """`send(data)`: the raw answer to raw bytes, to the end of the connection."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "site/config/gunicorn.py",
         "--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "critical",
         "tests.attack.echo:application"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
    )  # fmt: skip

    def talk(data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            got = b""
            try:
                while piece := line.recv(65536):
                    got += piece
            except ConnectionResetError:
                pass  # it hung up on what it didn't want to read
            return got

    try:
        wait_for(port, server)
        yield talk
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(port, server):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, "gunicorn did not start"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("gunicorn did not answer")


def get(target=b"/", *headers):
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + lines + b"Connection: close\r\n\r\n"


def statuses(raw):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", raw)]


def told(raw):
    """What the application saw."""
    return json.loads(re.search(rb"{.*}", raw).group())


MALFORMED = {
    "no request": b"\x00\x01\x02\xff\r\n\r\n",
    "a method that is markup": b"<script>alert(1)</script> / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a version to come": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no slash": b"GET nowhere HTTP/1.1\r\n" + HOST + b"\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "line feeds alone": b"GET / HTTP/1.1\nHost: 127.0.0.1\n\n",
    "two hosts": get(b"/", b"Host: evil.example"),
    "a NUL in a header": get(b"/", b"X-A: a\x00b"),
    "a space in a header's name": get(b"/", b"X A: b"),
    "a space before the colon": get(b"/", b"Content-Length : 5"),
    "a folded header": get(b"/", b"X-A: a\r\n b"),
    "a line without end": get(b"/?q=" + b"a" * 10_000),
    "a header without end": get(b"/", b"X-A: " + b"a" * 20_000),
    "200 headers": get(b"/", *(b"X-%d: a" % number for number in range(200))),
    "an odd expectation": get(b"/", b"Expect: <script>alert(1)</script>"),
    "two lengths": get(b"/", b"Content-Length: 5", b"Content-Length: 6") + b"abcdef",
    "a length below nothing": get(b"/", b"Content-Length: -5") + b"abcdef",
    "a length in hexadecimal": get(b"/", b"Content-Length: 0x5") + b"abcdef",
    "a length with a sign": get(b"/", b"Content-Length: +5") + b"abcdef",
    "a length and chunks": b"POST / HTTP/1.1\r\n" + HOST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get(b"/smuggled"),
    "chunked twice": b"POST / HTTP/1.1\r\n" + HOST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + get(b"/smuggled"),
    "an unknown coding": b"POST / HTTP/1.1\r\n" + HOST
    + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + get(b"/smuggled"),
    "chunks of no size": b"POST / HTTP/1.1\r\n" + HOST
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n" + get(b"/smuggled"),
}  # fmt: skip


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_request_gets_the_sites_own_page_and_no_second_answer(send, data):
    raw = send(data)
    head, _, body = raw.partition(b"\r\n\r\n")
    page, names = body.decode(), dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])

    assert len(statuses(raw)) == 1
    # RFC 9112 asks for 501 where a coding isn't known.
    assert 400 <= statuses(raw)[0] < 500 or statuses(raw) == [501]
    assert int(names["Content-Length"]) == len(body)
    assert names["Content-Type"] == "text/html; charset=utf-8"
    assert page == PAGE
    assert all(names[name] in values for name, values in EXPECTED.items())
    assert [part for part in POLICY if part not in names["Content-Security-Policy"]] == []
    assert "alert(1)" not in raw.decode()
    assert DEBUG_TEXT.findall(page) == []


def test_a_request_inside_a_body_is_no_request(send):
    hidden = get(b"/smuggled")

    raw = send(b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(hidden) + hidden)

    assert statuses(raw) == [200]
    assert told(raw)["body"] == len(hidden)


@pytest.mark.parametrize("name", [b"SCRIPT_NAME", b"SCRIPT-NAME", b"Script_Name"])
@pytest.mark.parametrize("target", [b"/anazitisi/", b"//evil.example/anazitisi/"])
def test_nobody_moves_the_site_below_another_address(send, name, target):
    raw = send(get(target, name + b": //evil.example"))

    assert statuses(raw) == [200]
    assert told(raw)["script"] == ""
    assert told(raw)["path"] == target.decode()


def test_nobody_gives_another_path_than_that_of_the_request(send):
    assert told(send(get(b"/", b"PATH_INFO: /admin/")))["path"] == "/"


@pytest.mark.parametrize(
    "header", [b"X-Forwarded-Proto: https", b"X-Forwarded-Protocol: ssl", b"X-Forwarded-Ssl: on"]
)
def test_whether_a_request_came_by_https_is_for_the_settings_to_believe(send, header):
    assert told(send(get(b"/", header)))["scheme"] == "http"


def test_the_server_tells_no_version(send):
    assert not re.search(rb"(?im)^server:.*\d", send(get()))

"""What is posted: too much, too many, cut off, in no form at all."""

import re

import pytest
from django.http import HttpResponse

from tests.attack.answers import assert_decent, assert_own_error
from tests.attack.outside import ask

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
MEGABYTE = 2**20


def part(name, value, more=b"", headers=b""):
    disposition = b'Content-Disposition: form-data; name="%s"%s\r\n' % (name, more)
    return b"--x\r\n" + disposition + headers + b"\r\n" + value + b"\r\n"


def file(name, value):
    return part(name, value, b'; filename="paper.pdf"')


@pytest.fixture
def post(start):
    """`post(body, content_type)`: to a form's start page, with a token that holds."""
    shown = ask(start)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.content.decode())[1]

    def send(body, content_type=FORM, **headers) -> HttpResponse:
        return ask(
            start,
            "POST",
            body.replace(b"TOKEN", token.encode()),
            content_type=content_type,
            cookie=f"csrftoken={shown.cookies['csrftoken'].value}",
            **headers,
        )

    return send


TOKEN = part(b"csrfmiddlewaretoken", b"TOKEN")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"csrfmiddlewaretoken=TOKEN&a=" + b"x" * 13 * MEGABYTE, FORM),
        (TOKEN + part(b"a", b"x" * 13 * MEGABYTE) + b"--x--\r\n", PARTS),
        (TOKEN + file(b"a", b"x" * 13 * MEGABYTE) + b"--x--\r\n", PARTS),
        (b"x" * 13 * MEGABYTE, "text/plain"),
    ],
    ids=["a text", "a part", "a file", "no form"],
)
def test_more_than_fits_is_refused_with_a_page_that_says_so(post, body, content_type):
    response = post(body, content_type)

    assert_decent(response)
    assert_own_error(response, 413, "el")


@pytest.mark.parametrize("length", ["13000000", "9" * 30, str(2**63)])
def test_a_length_that_is_only_claimed_is_refused_too(kilkis, length):
    assert_own_error(ask("/", "POST", b"a=b", content_type=FORM, content_length=length), 413, "el")


@pytest.mark.parametrize("length", ["-1", "x", "1.5", "0x10", "٣", "9" * 5000])
def test_a_length_that_is_none_is_refused(kilkis, length):
    length = length.encode().decode("latin-1")
    response = ask("/", "POST", b"a=b", content_type=FORM, content_length=length)

    assert_decent(response)
    assert_own_error(response, 400, "el")


def test_as_much_as_fits_is_taken(post):
    assert post(TOKEN + file(b"a", b"x" * 11 * MEGABYTE) + b"--x--\r\n", PARTS).status_code == 302


TOO_MANY = {
    "fields": (b"csrfmiddlewaretoken=TOKEN" + b"".join(b"&a%d=1" % n for n in range(300)), FORM),
    "parts": (TOKEN + b"".join(part(b"a%d" % n, b"1") for n in range(300)) + b"--x--\r\n", PARTS),
    "files": (TOKEN + b"".join(file(b"a%d" % n, b"1") for n in range(11)) + b"--x--\r\n", PARTS),
    "of one name": (b"csrfmiddlewaretoken=TOKEN" + b"&a=1" * 300, FORM),
    "headers of a part": (TOKEN + part(b"a", b"1", headers=b"X: y\r\n" * 5000) + b"--x--\r\n", PARTS),
}


@pytest.mark.parametrize(("body", "content_type"), TOO_MANY.values(), ids=TOO_MANY)
def test_too_many_are_refused(post, body, content_type):
    response = post(body, content_type)

    assert_decent(response)
    assert_own_error(response, 400, "el")


ODD = {
    "cut off": (TOKEN[:-20], PARTS),
    "cut off in its headers": (b"--x\r\nContent-Disposition: form-", PARTS),
    "empty": (b"", FORM),
    "of another boundary": (TOKEN, "multipart/form-data; boundary=y"),
    "without a boundary": (TOKEN, "multipart/form-data"),
    "a part without a name": (b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", PARTS),
    "a part of bad base64": (part(b"a", b"!!!=", headers=b"Content-Transfer-Encoding: base64\r\n"), PARTS),
    "a part of white space in base64": (
        part(b"a", b" " * 100_000, headers=b"Content-Transfer-Encoding: base64\r\n") + b"--x--\r\n",
        PARTS,
    ),
    "a disposition without end": (part(b"a", b"1", b"; a=b" * 100_000) + b"--x--\r\n", PARTS),
    "a name in nobody's letters": (part(b"a", b"1", b"; filename*=nope''%41") + b"--x--\r\n", PARTS),
    "a file named like a path": (
        part(b"a", b"1", b'; filename="../../etc/passwd\\0.pdf"') + b"--x--\r\n",
        PARTS,
    ),
    "bytes that are no UTF-8": (b"a=%ff%fe&csrfmiddlewaretoken=%c3", FORM),
    "bytes as they are": (b"a=\xff\xfe\x00&=&&==&;", FORM),
    "JSON": (b'{"csrfmiddlewaretoken": "TOKEN"', "application/json"),
    "XML with an entity": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "text/xml",
    ),
    "a token of NULs": (b"csrfmiddlewaretoken=%00%00", FORM),
    "a token without end": (b"csrfmiddlewaretoken=" + b"a" * 100_000, FORM),
    "a token twice": (b"csrfmiddlewaretoken=TOKEN&csrfmiddlewaretoken=x", FORM),
}


@pytest.mark.parametrize(("body", "content_type"), ODD.values(), ids=ODD)
def test_an_odd_body_is_refused_like_any_without_a_token(post, body, content_type):
    response = post(body, content_type)

    assert_decent(response)
    assert response.status_code in (400, 403)
    assert_own_error(response, response.status_code, "el")


def test_a_token_from_another_site_is_refused(post):
    response = post(b"csrfmiddlewaretoken=TOKEN", origin="http://evil.example")

    assert_decent(response)
    assert_own_error(response, 403, "el")

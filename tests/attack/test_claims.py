"""What the headers of a request claim about it: the length, the letters, who one is."""

import pytest

from tests.attack.answers import assert_decent, assert_own_error
from tests.attack.outside import ask

CHARSETS = ["base64", "idna", "rot13", "punycode", "undefined", "utf-16", "utf-7", "unicode_escape",
            "iso-8859-7", "utf-8", "nonsense", "\xff\xfe", "x" * 5000]  # fmt: skip
CONTENT_TYPES = [
    "text/plain; x*=nope''%41",
    "text/plain; x*=base64''%41",
    "text/plain; x*0*=idna''%ff; x*1=b",
    "text/plain; charset*=utf-8''%00",
    "multipart/form-data; boundary*=utf-8''%ff%fe",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data",
    ";;;=;",
    "x" * 3000 + "/y; " + "a=b;" * 500,
]
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\xce\xb1\r\n--x--\r\n'


@pytest.mark.parametrize("charset", CHARSETS)
def test_letters_are_read_as_utf_8_whatever_the_request_claims(kilkis, charset):
    for kind in ("text/plain", FORM, PARTS):
        response = ask("/anazitisi/?q=%ff%CE%B1%5cud800", content_type=f"{kind}; charset={charset}")
        assert response.status_code == 200
        assert 'value="\ufffdα\\ud800"' in response.content.decode()


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_claimed_character_set_breaks_no_post(kilkis, charset):
    for kind, body in ((FORM, b"a=%ff&csrfmiddlewaretoken=%00"), (PARTS, PART), ("text/plain", b"\xff")):
        response = ask(
            "/anazitisi/", "POST", body, content_type=f"{kind}; charset={charset}", cookie="csrftoken=x"
        )
        assert_decent(response)
        assert response.status_code in (400, 403)
        assert_own_error(response, response.status_code, "el")


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_content_type_that_makes_no_sense_breaks_nothing(kilkis, method, content_type):
    body = b"a=b" if method == "POST" else b""
    assert_decent(ask("/en/", method, body, content_type=content_type, cookie="csrftoken=x"))


def test_more_parameters_than_are_read_are_refused_whatever_the_request_claims(kilkis):
    query = "&".join(f"a{number}=1" for number in range(201))

    response = ask(f"/anazitisi/?{query}", content_type="text/plain; charset=utf-8")

    assert_decent(response)
    assert_own_error(response, 400, "el")


@pytest.mark.parametrize(
    "cookie",
    [
        'sessionid="abcdefgh\\000"',
        'sessionid="\\355\\240\\200abcdefgh"; csrftoken="\\000\\377"',
        "sessionid=" + "a" * 5000,
        'sessionid=../../etc/passwd; csrftoken=<script>; messages="[[\\000]]"',
        "sessionid=\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8",
        "django_language=" + "x-" * 400 + "; csrftoken=" + "a" * 64,
        "; ".join(f"c{number}=x" for number in range(500)),
        "=;=;;;,,",
        "sessionid",
    ],
)
@pytest.mark.parametrize("address", ["/", "/en/nowhere/", "/admin/login/", "start"])
def test_a_forged_cookie_is_like_none(kilkis, start, address, cookie):
    response = ask(start if address == "start" else address, cookie=cookie)

    assert response.status_code == (404 if "nowhere" in address else 200)
    assert_decent(response, "<script>;", staff="admin" in address)
    assert "sessionid" not in response.cookies or not response.cookies["sessionid"].value

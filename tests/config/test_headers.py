"""Security headers, on every answer; cookies, only where a form needs them."""

import pytest

PUBLIC = ["/", "/odigos/", "/anazitisi/?q=στεγη", "/aitiseis/", "/healthz", "/no-such-page/", "/admin/login/",
          "/admin/", "/en/", "/api/search?q=x", "/robots.txt"]  # fmt: skip
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
COOKIELESS = ["/", "/odigos/", "/anazitisi/?q=στεγη", "/aitiseis/", "/epikoinonia/", "/en/"]


def policy_of(response):
    return dict(
        part.strip().partition(" ")[::2]
        for part in response["Content-Security-Policy"].split(";")
        if part.strip()
    )


@pytest.mark.parametrize("address", PUBLIC)
def test_every_answer_carries_the_security_headers(kilkis, client, address):
    response = client.get(address)

    for name, value in EXPECTED.items():
        assert response.headers.get(name) in (value, "SAMEORIGIN" if "admin" in address else value), name
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


@pytest.mark.parametrize("address", [address for address in PUBLIC if "admin" not in address])
def test_public_pages_allow_nothing_inline_and_nothing_foreign(kilkis, client, address):
    policy = policy_of(client.get(address))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("address", COOKIELESS)
def test_pages_without_a_form_to_post_set_no_cookie_and_can_be_cached(kilkis, client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_foreign_host_name_is_refused(client, db):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert client.get("/", headers={"x-forwarded-host": "elsewhere.example"}).status_code != 400

"""Somebody new sets up the second factor with nothing but keys, on a narrow screen, and signs in with it."""

import base64
import secrets
import time

from django_otp.oath import totp

from tests.browser.test_accessibility import assert_fits
from tests.browser.test_journeys import enter, tab_until

NARROW = 360
PASSWORD = secrets.token_urlsafe(16)
NEWCOMER = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("nefeli", password="{}")
user.groups.add(Group.objects.get(name="Case workers"))
"""


def fill_in(page, code):
    page.goto("/admin/login/")
    for name, text in (("username", "nefeli"), ("password", PASSWORD), ("otp_token", code)):
        tab_until(page, f"[name={name}]")
        page.keyboard.type(text)
    enter(page)


def code_for(shown: str, steps: int = 0) -> str:
    """What an app shows that took over the key which the page shows; `steps` half minutes from now."""
    key = base64.b32decode(shown.replace(" ", ""))
    return f"{totp(key, t0=-30 * steps):06}"


def test_a_newcomer_sets_up_the_app_by_keyboard_and_signs_in_with_it(visit, site, assert_accessible):
    site.manage("shell", "-v", "0", "-c", NEWCOMER.format(PASSWORD))
    given = site.manage("enrolment_code", "nefeli").split()[0]

    page = visit(width=NARROW)
    page.goto("/admin/login/")
    assert_accessible(page)
    assert_fits(page)
    fill_in(page, given)
    assert page.url.endswith("/two-factor/set-up/")
    assert_accessible(page)
    assert_fits(page)
    assert page.locator(".two-factor__picture svg").bounding_box()["width"] > 150

    shown = page.locator(".two-factor__key code").inner_text()
    began = time.time() // 30
    tab_until(page, "[name=code]")
    page.keyboard.type(code_for(shown))
    enter(page)
    assert page.url.endswith("/two-factor/codes/")
    assert_accessible(page)
    assert_fits(page)
    codes = page.locator(".two-factor__codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.goto("/admin/account/two-factor/")
    assert_accessible(page)
    page.goto("/admin/account/two-factor/confirm/")
    assert_accessible(page)

    elsewhere = visit(width=NARROW, javascript=False)
    # The code of this half minute is used up; the phone may be one ahead.
    fill_in(elsewhere, code_for(shown, steps=1 if time.time() // 30 == began else 0))
    assert elsewhere.url.endswith("/admin/")

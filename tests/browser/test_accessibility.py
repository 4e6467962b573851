"""axe on every kind of page and every state of a form, in both languages, narrow and wide."""

import pytest

from tests.browser import journey
from tests.browser.journey import press
from tests.browser.test_journeys import sign_in

PAGES = [
    "/",
    "/odigos/",
    "/odigos/?need=stegi-astegia&audience=astegoi",
    "/odigos/?q=zzzzqqqq",
    "/odigos/vevaiosi-astegias/",
    "/odigos/epidoma-gennisis/",
    "/odigos/omada-prostasias-anilikon/",
    "/diefthynsi-koinonikis-prostasias/",
    "/diefthynsi-koinonikis-prostasias/kentro-koinotitas/",
    "/anazitisi/",
    "/anazitisi/?q=επίδομα",
    "/anazitisi/?q=zzzzqqqq",
    "/aitiseis/",
    journey.FORM,
    "/epikoinonia/",
    "/dilosi-prosvasimotitas/",
    "/prosopika-dedomena/",
    "/no-such-page/",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_page_is_accessible_and_fits_the_screen(visit, assert_accessible, prefix, width):
    page = visit(width=width)
    for address in PAGES:
        page.goto(prefix + address)
        assert_accessible(page)
        assert_fits(page)


def test_pages_are_accessible_in_the_dark(visit, assert_accessible):
    page = visit(color_scheme="dark")
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)


def test_pages_fit_the_screen_with_text_twice_as_large(visit):
    page = visit(width=640)
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert_fits(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_of_a_form_is_accessible(visit, assert_accessible, width):
    page = visit(width=width)

    def look():
        assert_accessible(page)
        assert_fits(page)

    journey.begin(page)
    look()
    press(page, "Continue")  # with the error
    look()
    journey.say_for_whom(page)
    look()
    journey.give_details(page)
    look()
    journey.give_reasons(page)
    look()
    press(page, "Continue")  # with the errors
    look()
    journey.give_contact(page)
    look()
    journey.say_when_to_call(page)
    look()
    journey.declare(page)
    look()
    press(page, "Send the application")
    look()


def test_the_inbox_is_accessible(visit, site, assert_accessible):
    applicant, page = visit(), visit()
    reference = journey.apply(applicant)
    page.goto("/admin/login/")
    assert_accessible(page)
    sign_in(page, site, "caseworker")
    assert_accessible(page)
    page.goto("/admin/applications/")
    assert_accessible(page)
    journey.follow(page, page.get_by_role("link", name=reference))
    assert_accessible(page)


def assert_fits(page):
    """Nothing is cut off or scrolls sideways (WCAG 1.4.10)."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url

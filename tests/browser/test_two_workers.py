"""Two case workers on one application: they see each other, and neither overwrites the other."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey
from tests.browser.test_journeys import sign_in

FIRST, SECOND = "Κοινωνική λειτουργός", "Προϊσταμένη"
"""What colleagues call the demonstration's case worker and supervisor."""


@pytest.fixture
def two(visit, site):
    """Both have the same application open; the second on a narrow screen."""
    reference = journey.apply(visit())
    pages = visit(), visit(width=360)
    for page, name in zip(pages, ("caseworker", "supervisor"), strict=True):
        sign_in(page, site, name)
        open_application(page, reference)
    return pages


def open_application(page, reference):
    page.goto("/admin/applications/")
    journey.follow(page, page.get_by_role("link", name=reference).first)


def sign_of_life(page):
    """What the page does by itself every 20 seconds."""
    page.evaluate("document.querySelector('colleagues-here').ping()")


def write_note(page, text):
    fold = page.locator("details.fold:has(textarea[name=note])")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.locator("textarea").fill(text)


def test_they_see_each_other_and_what_the_second_typed_survives(two, assert_accessible):
    first, second = two
    expect(second.locator("[data-others]")).to_contain_text(FIRST)
    sign_of_life(first)
    expect(first.locator("[data-others]")).to_contain_text(SECOND)

    write_note(second, "Όσα έγραψα.")
    journey.follow(first, first.locator("form[action$='/take/'] button"))
    journey.follow(second, second.locator("details.fold:has(textarea[name=note]) button"))

    changes = second.locator(".application__changes")
    expect(changes).to_contain_text(FIRST)
    expect(second.locator(".facts")).to_contain_text(FIRST)
    expect(second.locator("textarea[name=note]")).to_have_value("Όσα έγραψα.")
    expect(second.locator("textarea[name=note]")).to_be_visible()
    expect(second.locator(".timeline")).not_to_contain_text("Όσα έγραψα.")
    assert_accessible(second)

    journey.follow(second, second.locator("details.fold:has(textarea[name=note]) button"))
    expect(second.locator(".timeline")).to_contain_text("Όσα έγραψα.")


def test_the_page_says_when_a_colleague_changed_it_and_shows_it_anew_with_what_was_typed(two):
    first, second = two
    write_note(second, "Στη μέση μιας φράσης")
    sign_of_life(second)
    expect(second.locator("[data-changed]")).to_be_hidden()

    write_note(first, "Ήρθε στο γραφείο.")
    journey.follow(first, first.locator("details.fold:has(textarea[name=note]) button"))
    sign_of_life(second)
    expect(second.locator("[data-changed]")).to_contain_text(FIRST)
    second.locator("[data-changed] button").click()

    expect(second.locator(".timeline")).to_contain_text("Ήρθε στο γραφείο.")
    expect(second.locator("[data-changed]")).to_be_hidden()
    expect(second.locator("textarea[name=note]")).to_have_value("Στη μέση μιας φράσης")
    journey.follow(second, second.locator("details.fold:has(textarea[name=note]) button"))
    expect(second.locator(".timeline")).to_contain_text("Στη μέση μιας φράσης")


def test_the_history_is_filtered_without_javascript(visit, site):
    reference = journey.apply(visit())
    page = visit(javascript=False)
    sign_in(page, site, "caseworker")
    open_application(page, reference)

    events, looks = page.locator(".timeline__moment--event"), page.locator(".timeline__moment--look")
    expect(looks.first).to_be_visible()
    page.locator("#timeline-happened").check()
    expect(looks.first).to_be_hidden()
    page.locator("#timeline-looks").check()
    expect(looks.first).to_be_visible()
    expect(events.first).to_be_hidden()

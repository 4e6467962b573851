"""Through the list of applications by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey
from tests.browser.test_journeys import sign_in

LIST = "/admin/applications/"


@pytest.fixture
def reference(visit):
    """Two applications lie in the list; this is the later one's."""
    journey.apply(visit())
    return journey.apply(visit())


@pytest.mark.parametrize("width", [1280, 360])
def test_the_list_is_worked_by_keyboard(visit, site, reference, assert_accessible, width):
    page = visit(width=width)
    sign_in(page, site, "supervisor")
    page.goto(f"{LIST}?queue=all")
    lines = page.locator("tr[data-line]")
    assert_accessible(page)

    page.keyboard.press("j")
    expect(lines.nth(0).locator("a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(lines.nth(1).locator("a")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(lines.nth(0).locator("input")).to_be_checked()
    expect(page.locator("[data-chosen]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("[data-keys-help] dl")).to_be_visible()

    box = page.locator("#find-what")
    box.fill("")
    box.press_sequentially("jx?")
    expect(box).to_have_value("jx?")
    expect(lines.nth(0).locator("input")).to_be_checked()

    page.locator(".inbox-filters summary").click()
    assert_accessible(page)
    page.locator(".inbox-filters summary").click()
    lines.nth(0).locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/applications/*-*/")
    expect(page.get_by_text(reference).first).to_be_visible()


def test_the_list_is_narrowed_searched_and_handed_over_without_javascript(visit, site, reference):
    page = visit(javascript=False)
    sign_in(page, site, "caseworker")
    page.goto(LIST)

    page.locator("#find-what").fill(reference.lower())
    page.locator(".inbox-find button").click()
    expect(page).to_have_url(f"{site.url}{LIST}?q={reference}")
    expect(page.locator("tr[data-line]")).to_have_count(1)

    page.locator("tr[data-line] input").check()
    page.locator("button[formaction*='/take/']").click()
    page.locator("form.action button").click()
    expect(page).to_have_url(f"{site.url}{LIST}?q={reference}")
    expect(page.locator(".inbox-list__assignee")).not_to_be_empty()

    page.goto(LIST)
    page.locator(".inbox-filters summary").click()
    page.locator("select[name=assignee]").select_option("me")
    page.locator("input[name=state][value=received]").check()
    page.locator(".inbox-filters button").click()
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    page.locator(".inbox-save summary").click()
    page.locator("#view-name").fill("Δικές μου, νέες")
    page.locator(".inbox-save button").click()
    expect(page.locator(".queues__saved[aria-current=page]")).to_have_text("Δικές μου, νέες")


def test_an_export_is_downloaded_after_a_reason_is_given(visit, site, reference, assert_accessible):
    page = visit()
    sign_in(page, site, "supervisor")
    page.goto(f"{LIST}export/?queue=all")
    assert_accessible(page)
    page.locator("input[name=reason]").fill("Απολογισμός")
    with page.expect_download() as download:
        page.locator("form.action button").click()
    assert download.value.suggested_filename.endswith(".xlsx")

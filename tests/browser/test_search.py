"""Searching, as it is walked with keys, on a phone, without JavaScript, and by somebody in danger."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey import follow

OPEN, CLOSED = re.compile("true"), re.compile("false")


def box_of(page):
    return page.get_by_role("main").locator("input[name=q]")


@pytest.mark.parametrize(("address", "width"), [("/", 1280), ("/odigos/", 360)])
def test_suggestions_are_walked_with_keys_and_lead_to_their_page(visit, assert_accessible, address, width):
    page = visit(width=width)
    page.goto(address)
    box, options = page.get_by_role("main").get_by_role("combobox").first, page.get_by_role("option")

    box.press_sequentially("βοηθ")
    expect(box).to_have_attribute("aria-expanded", OPEN)
    expect(page.locator("search-box [role=status]")).to_have_text(re.compile(r"\d"))
    assert_accessible(page)

    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Home")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", CLOSED)
    expect(box).to_have_value("βοηθ")
    expect(box).to_be_focused()

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    title = options.first.locator("span").first.inner_text()
    with page.expect_navigation():
        box.press("Enter")
    assert title in page.locator("h1").inner_text()


def test_a_suggestion_can_be_tapped(visit):
    page = visit(width=360, has_touch=True)
    page.goto("/")
    box_of(page).press_sequentially("βοηθ")
    option = page.get_by_role("option").first
    title = option.locator("span").first.inner_text()

    with page.expect_navigation():
        option.tap()

    assert title in page.locator("h1").inner_text()


def test_results_follow_what_is_typed_and_ticked_and_are_there_again_on_the_way_back(page):
    page.goto("/")
    page.goto("/anazitisi/")
    box, results = box_of(page), page.locator(".result")

    box.press_sequentially("επίδομα")
    expect(page).to_have_url(re.compile(r"\?q=[^&]+$"))
    expect(results.first).to_be_visible()
    expect(box).to_be_focused()
    expect(page.locator("live-results > [role=status]")).to_have_text(re.compile(r"^\d+ "))
    assert page.locator("live-results > [role=status]").inner_text() in page.title()
    box.press("Escape")

    everything, form = results.count(), page.locator("input[name=type][value=form]")
    form.press("Space")
    expect(page).to_have_url(re.compile("type=form"))
    expect(form).to_be_focused()
    expect(form).to_be_checked()
    expect(results).not_to_have_count(everything)
    left = results.count()
    assert 0 < left < everything

    follow(page, results.first.get_by_role("link"))
    page.go_back()
    expect(box).to_have_value("επίδομα")
    expect(results).to_have_count(left)
    page.go_back()
    assert page.url.endswith("/")
    assert "anazitisi" not in page.url


def test_words_of_danger_bring_helplines_and_a_way_out_and_stay_out_of_the_address(
    visit, site, assert_accessible
):
    site.manage(
        "shell",
        "-c",
        "from search.models import CrisisPhrase; CrisisPhrase.objects.get_or_create(text='κακοποίηση')",
    )
    page = visit(width=360)
    page.goto("/anazitisi/")
    box_of(page).press_sequentially("κακοποίηση")

    helplines = page.locator("[data-helplines]")
    expect(helplines.get_by_role("link", name="112")).to_be_visible()
    expect(page.locator("quick-exit a[data-quick-exit]")).to_be_visible()
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert page.url.endswith("/anazitisi/")
    assert_accessible(page)

    page.goto("/anazitisi/?q=κακοποίηση")
    expect(page).to_have_url(re.compile("/anazitisi/$"))
    assert "κακοποίηση" not in page.title()
    above = helplines.bounding_box()["y"], page.locator("h1").bounding_box()["y"]
    assert above == tuple(sorted(above))
    assert_accessible(page)


def test_without_javascript_the_form_and_its_filters_work(visit):
    page = visit(javascript=False)
    page.goto("/anazitisi/")
    box_of(page).fill("επίδομα")
    with page.expect_navigation():
        box_of(page).press("Enter")
    everything = page.locator(".result").count()

    page.locator("input[name=type][value=form]").check()
    follow(page, page.locator(".sheet button[form=search-form]"))

    assert 0 < page.locator(".result").count() < everything
    assert page.locator("input[name=type][value=form]").is_checked()
    assert box_of(page).input_value() == "επίδομα"


def test_what_was_read_otherwise_can_be_had_literally(page):
    page.goto("/anazitisi/?q=voitheia+sto+spiti")
    assert "βοήθεια" in page.locator(".found__reading strong").inner_text()

    follow(page, page.locator(".found__reading a"))

    assert "literal=1" in page.url
    assert page.locator(".found__reading strong").count() == 0
    assert box_of(page).input_value() == "voitheia sto spiti"

"""Somebody comes in: the page is covered, what was typed is gone, and Back shows nothing of it."""

from types import SimpleNamespace

import pytest

from tests.browser.journey import FORM
from tests.forms import people

ELSEWHERE = "https://www.meteo.gr/"
SERVICE = "/odigos/draseis-prolipsis-via/"
WIDTHS = [(1280, 800), (360, 640), (320, 568)]


@pytest.fixture
def visitor(chromium, site):
    """A page at the site whose way out leads to a stand-in for the page elsewhere; `visitor(…)`."""
    contexts, wrong = [], []

    def make(width=1280, height=800, javascript=True):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            base_url=site.url,
            locale="el-GR",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        context.route(ELSEWHERE + "**", lambda route: route.fulfill(
            content_type="text/html; charset=utf-8", body="<title>Καιρός</title><h1>Λιακάδα</h1>"
        ))  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None,
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


def begin(page):
    """Into the form, with a step answered and a name kept in the next one; where, and the name."""
    person = people.make_person()
    page.goto(FORM)
    with page.expect_navigation():
        page.locator("main form.actions button").first.click()
    page.locator("main input[type=radio]").first.check()
    send_step(page)
    page.locator("main input[type=text]").first.fill(person.name)
    send_step(page)  # with all else missing: the step comes back with what was typed
    assert page.locator("main input[type=text]").first.input_value() == person.name
    page.locator("main input[type=text]").first.focus()
    return SimpleNamespace(name=person.name, url=page.url)


def send_step(page):
    with page.expect_navigation():
        page.locator("main form button.button[type=submit]:not([name])").first.click()


def press_shift(page, times):
    for _ in range(times):
        page.keyboard.press("Shift")


def has_left(page):
    page.wait_for_url(ELSEWHERE)
    return page.locator("h1").inner_text() == "Λιακάδα"


def assert_back_shows_nothing(page, typed):
    """However far back, no answer is shown, and the form knows of no draft."""
    for _ in range(5):
        page.go_back()
        if page.url == "about:blank":
            break
        assert typed.name not in page.content()
        assert page.locator(":checked").count() == 0
    page.goto(typed.url)
    assert page.locator("input[type=text]").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_the_button_leaves_and_back_shows_no_answers(visitor, javascript):
    page = visitor(javascript=javascript)
    typed = begin(page)

    page.locator("quick-exit button").click()

    assert has_left(page)
    assert_back_shows_nothing(page, typed)


def test_shift_three_times_leaves_from_within_a_field(visitor):
    page = visitor()
    typed = begin(page)
    status = page.locator("quick-exit [role=status]")

    press_shift(page, 1)
    first = status.inner_text()
    press_shift(page, 1)
    assert first
    assert status.inner_text() not in ("", first)
    press_shift(page, 1)

    assert has_left(page)
    assert_back_shows_nothing(page, typed)


def test_the_page_is_covered_before_anything_else_happens(visitor):
    page = visitor()
    begin(page)
    page.route("**/exodos/", lambda route: route.abort())  # a server that is gone,
    page.route(ELSEWHERE, lambda route: route.fulfill(status=204))  # and a page that never comes

    page.locator("quick-exit button").click()

    covered = "() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).className"
    assert page.evaluate(covered) == "quick-exit-cover"
    assert page.title() == "www.meteo.gr"


def test_writing_in_capitals_and_changing_the_keyboard_do_not_leave(visitor):
    page = visitor()
    begin(page)

    page.keyboard.type("ABC")
    for letter in "DEF":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        page.keyboard.down("Alt")
        page.keyboard.press("Shift")
        page.keyboard.up("Alt")
    press_shift(page, 2)
    page.keyboard.press("a")
    press_shift(page, 2)

    assert FORM in page.url
    assert page.locator(".quick-exit-cover").count() == 0


def test_a_page_of_the_guide_about_distress_has_the_way_out_too(visitor):
    page = visitor()
    page.goto(SERVICE)

    page.locator("quick-exit a[data-quick-exit]").click()

    assert has_left(page)


@pytest.mark.parametrize(("width", "height"), WIDTHS)
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_the_way_out_stays_in_reach_and_covers_nothing(visitor, width, height, size):
    page = visitor(width, height)
    begin(page)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")

    fields = page.locator("main input:visible")
    fields.last.focus()
    field = fields.first
    field.focus()
    bar = page.locator(".quick-exit__bar").bounding_box()
    box = field.bounding_box()
    assert bar["height"] <= height / 3
    assert page.locator(".quick-exit__bar").evaluate("bar => bar.scrollWidth <= innerWidth")
    assert box["y"] >= bar["y"] + bar["height"] or bar["y"] + bar["height"] <= 0
    assert page.locator("quick-exit button").bounding_box()["height"] >= 44

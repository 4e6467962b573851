"""Whole journeys, as residents and staff walk them."""

import pytest

from tests.browser import journey
from tests.browser.journey import greek, press
from tests.forms import people


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, True), (360, False)])
def test_a_resident_finds_a_service_applies_and_gets_a_reference(visit, width, javascript):
    page = visit(width=width, javascript=javascript)
    page.goto("/")
    search = page.get_by_role("main").locator("input[name=q]")
    search.fill("αστεγος")
    with page.expect_navigation():
        search.press("Enter")
    journey.follow(page, page.get_by_role("main").get_by_role("link", name="Βεβαίωση αστεγίας").first)
    assert page.locator("h1").inner_text().startswith("Βεβαίωση αστεγίας")

    page.goto("/odigos/psychologiki-symvouleftiki-ypostirixi/")
    journey.follow(
        page, page.get_by_role("main").get_by_role("link", name=greek("Start the application")).first
    )
    press(page, "Start")
    journey.answer_all(page)
    assert page.locator("h1").inner_text() == greek("Check your answers")
    press(page, "Send the application")

    assert journey.reference_on(page)


def test_a_case_worker_finds_the_application_takes_it_and_decides_it(visit, site):
    applicant, worker = visit(width=360), visit()
    name = people.make_person().name
    reference = journey.apply(applicant, name=name)

    sign_in(worker, site, "caseworker")
    worker.goto(f"/admin/applications/?q={reference}")
    journey.follow(worker, worker.get_by_role("link", name=reference, exact=True))
    assert name in worker.locator("main").inner_text()
    press(worker, "Take it")
    note = journey.unfold(worker, "note")
    note.locator("textarea").fill("Κλήθηκε, συμφωνήθηκε συνάντηση.")
    journey.follow(worker, note.locator("button[type=submit]"))
    assert "συμφωνήθηκε συνάντηση" in worker.locator("main").inner_text()
    decision = journey.unfold(worker, "outcome")
    decision.get_by_label(greek("Decided positive"), exact=True).check()
    decision.locator("textarea").fill("Ορίστηκε πρώτη συνεδρία.")
    journey.follow(worker, decision.locator("button[type=submit]"))

    assert greek("Decided positive") in worker.locator("main").inner_text()


def test_what_was_typed_survives_an_error_a_reload_and_the_other_language(page):
    journey.begin(page)
    press(page, "Continue")
    summary = page.get_by_role("alert")
    assert greek("Error:") in page.title()
    assert summary.is_visible()

    journey.say_for_whom(page)
    journey.give_details(page)
    journey.give_reasons(page)
    page.get_by_label("Τηλέφωνο", exact=True).fill("123")
    page.get_by_label("E-mail").fill("marina@example.org")
    press(page, "Continue")
    assert page.get_by_label("Τηλέφωνο", exact=True).input_value() == "123"
    assert page.get_by_label("E-mail").input_value() == "marina@example.org"
    page.reload()
    assert page.get_by_label("E-mail").input_value() == "marina@example.org"

    page.goto(page.url.replace("/aitiseis/", "/en/aitiseis/"))
    assert page.get_by_label("Phone", exact=True).input_value() == "123"
    assert page.get_by_label("E-mail").input_value() == "marina@example.org"


def test_a_changed_answer_comes_back_to_the_check_page(page):
    journey.begin(page)
    journey.answer_all(page)

    journey.follow(page, page.get_by_role("link", name="Για ποιον λόγο ζητάτε υποστήριξη;"))
    page.get_by_label("Συμπεριφορά εφήβου", exact=True).check()
    press(page, "Continue")

    assert page.locator("h1").inner_text() == greek("Check your answers")
    assert "Συμπεριφορά εφήβου" in page.locator("main").inner_text()


def test_back_after_sending_leads_to_the_reference_and_sends_nothing_twice(page):
    reference = journey.apply(page)
    page.go_back()
    page.reload()

    assert journey.reference_on(page) == reference


def test_the_whole_form_can_be_walked_by_keyboard_alone(page):
    page.goto(journey.FORM)
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == greek("Skip to the content")
    page.keyboard.press("Enter")  # skips; stays on the page
    tab_to(page, greek("Start"))
    enter(page)
    choose(page, "radio")
    go_on(page)
    tab_until(page, "input[autocomplete=name]")
    page.keyboard.type("Δοκιμή Πληκτρολογίου")
    choose(page, "radio")
    choose(page, "radio")
    go_on(page)
    choose(page, "radio")
    choose(page, "checkbox")
    go_on(page)
    tab_until(page, "input[autocomplete=tel]")
    page.keyboard.type(people.make_phone())
    go_on(page)
    choose(page, "radio")
    choose(page, "radio")
    go_on(page)
    choose(page, "checkbox")
    go_on(page)
    tab_to(page, greek("Send the application"))
    enter(page)

    assert journey.reference_on(page)


def test_after_an_error_the_keyboard_stands_at_the_summary(page):
    journey.begin(page)
    press(page, "Continue")

    assert (
        focused(page).get_attribute("role") == "alert"
        or focused(page).locator("xpath=ancestor-or-self::*[@role='alert']").count()
    )
    page.get_by_role("alert").get_by_role("link").first.click()
    assert focused(page).evaluate("node => node.matches('input')")


def sign_in(page, site, username):
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(site.password)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url("**/admin/")


def choose(page, kind):
    """The first answer of the next question with buttons of this kind."""
    tab_until(page, f"input[type={kind}]")
    page.keyboard.press("Space")


def go_on(page):
    tab_to(page, greek("Continue"))
    enter(page)


def enter(page):
    """Press Enter where it leads to another page, and wait for that."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focused(page):
    return page.locator(":focus")


def tab_until(page, selector, most=80):
    """Press Tab until what is focused matches `selector`: as far as a keyboard gets."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if focused(page).count() and focused(page).evaluate(
            "(node, selector) => node.matches(selector)", selector
        ):
            return
    raise AssertionError(f"the keyboard doesn't reach {selector}")


def tab_to(page, name, most=80):
    for _press in range(most):
        if focused(page).count() and focused(page).inner_text().strip() == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard doesn't reach “{name}”")

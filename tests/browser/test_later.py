"""Interrupted on the phone, gone on with elsewhere: by the link in the mail, or by the code on paper."""

import email
import re
import time
from email import policy
from urllib.parse import urlsplit

import pytest

from tests.browser import journey
from tests.browser.journey import follow, press
from tests.forms import people


@pytest.fixture
def address():
    """Where the mail goes; nobody else's in this run."""
    return people.make_person().email


def interrupted(page, name):
    """The first step answered, the second begun."""
    journey.begin(page)
    page.locator("input[value=myself]").check()
    press(page, "Continue")
    page.get_by_label("Το ονοματεπώνυμό σας").fill(name)
    follow(page, page.locator("button[name=later]"))


def ask_for_link(page, address):
    page.locator("input[type=email]").fill(address)
    follow(page, page.locator("form:has(input[value=mail]) button"))


def ask_for_code(page):
    follow(page, page.locator("form:has(input[value=code]) button"))


def code_on(page):
    return page.locator(".return-code__code").inner_text()


def go_on(page):
    follow(page, page.get_by_role("main").locator("form button[type=submit]"))


def link_in_mail(site, address, seconds=60):
    """The path of the link in the mail that the worker writes into the folder of mails."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path in (site.data / "mail").glob("*"):
            message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            body = message.get_content()
            if message["To"] == address and (found := re.search(r"https?://\S+synecheia/\S+", body)):
                return urlsplit(found[0]).path
        time.sleep(0.5)
    raise AssertionError(f"No mail after {seconds} s:\n{site.log.read_text()[-3000:]}")


@pytest.mark.parametrize("javascript", [True, False])
def test_interrupted_on_the_phone_by_the_mailed_link_on_another_device(
    visit, site, address, assert_accessible, javascript
):
    phone, desk = visit(width=360, javascript=javascript), visit()
    name = people.make_person().name
    interrupted(phone, name)
    ask_for_link(phone, address)
    assert address in phone.get_by_role("main").inner_text()
    if javascript:
        assert_accessible(phone)

    desk.goto(link_in_mail(site, address))
    assert name not in desk.content()
    assert_accessible(desk)
    go_on(desk)

    assert desk.get_by_label("Το ονοματεπώνυμό σας").input_value() == name
    assert desk.get_by_role("alert").count() == 0
    journey.give_details(desk, name=name)
    journey.give_reasons(desk)
    journey.give_contact(desk)
    journey.say_when_to_call(desk)
    journey.declare(desk)
    press(desk, "Send the application")
    assert journey.reference_on(desk)

    phone.reload()
    assert name not in phone.content()


def test_by_the_code_on_paper_typed_in_small_letters(visit, assert_accessible):
    phone, desk = visit(width=360), visit()
    name = people.make_person().name
    interrupted(phone, name)
    assert_accessible(phone)
    ask_for_code(phone)
    code = code_on(phone)
    phone.reload()
    assert code_on(phone) == code
    follow(phone, phone.locator("button[name=done]"))

    desk.goto("/aitiseis/synecheia/")
    desk.get_by_role("textbox").last.fill("23456789")
    go_on(desk)
    assert desk.get_by_role("alert").is_visible()
    assert_accessible(desk)
    desk.get_by_role("main").locator("input[name=code]").fill(code.lower().replace("-", " "))
    go_on(desk)

    assert desk.get_by_label("Το ονοματεπώνυμό σας").input_value() == name


def test_what_was_typed_is_deleted_on_request(visit, assert_accessible):
    page = visit(width=360)
    name = people.make_person().name
    journey.begin(page)
    page.locator("input[value=myself]").check()
    press(page, "Continue")
    page.get_by_label("Το ονοματεπώνυμό σας").fill(name)

    follow(page, page.locator("button[name=delete]"))
    assert_accessible(page)
    go_on(page)
    page.go_back()
    page.go_back()

    assert name not in page.content()

"""What a resident does on the site, in words: each function is one stretch of a journey."""

import gettext
import re
from pathlib import Path

from tests.forms import people

FORM = "/aitiseis/psychologiki-symvouleftiki-ypostirixi/"
LOCALE = Path(__file__).resolve().parents[2] / "site" / "locale"
REFERENCE = re.compile(r"[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}")


def greek(english: str) -> str:
    """What the page says in Greek for the English text of the code."""
    said = gettext.translation("django", LOCALE, ["el"]).gettext(english)
    assert said != english, f"not translated: {english}"
    return said


def press(page, english: str):
    """Press the button with this name, and wait for the page it leads to."""
    follow(page, page.get_by_role("button", name=greek(english), exact=True))


def follow(page, link):
    """Click, and wait for the page it leads to: what is read next is read there."""
    with page.expect_navigation():
        link.click()


def begin(page):
    page.goto(FORM)
    press(page, "Start")


def say_for_whom(page, answer="For myself"):
    page.get_by_label(greek(answer), exact=True).check()
    press(page, "Continue")


def give_details(page, name=None):
    """Who asks, and that a call is welcome."""
    page.get_by_label("Το ονοματεπώνυμό σας").fill(name or people.make_person().name)
    page.get_by_role("group", name="Έχετε κλείσει τα 18;").get_by_label("Ναι").check()
    page.get_by_label("Με τηλεφώνημα", exact=True).check()
    press(page, "Continue")


def give_reasons(page, *reasons):
    page.get_by_label("Για ένα άτομο", exact=True).check()
    for reason in reasons or ("Διαχείριση άγχους",):
        page.get_by_label(reason, exact=True).check()
    press(page, "Continue")


def give_contact(page, phone=None, email=""):
    page.get_by_label("Τηλέφωνο", exact=True).fill(phone or people.make_phone())
    page.get_by_label("E-mail").fill(email)
    press(page, "Continue")


def say_when_to_call(page):
    page.get_by_label("Το πρωί", exact=True).check()
    page.get_by_role("group", name="Αν δεν απαντήσετε").get_by_label("Όχι").check()
    press(page, "Continue")


def declare(page):
    page.get_by_label("Δηλώνω ότι όσα έγραψα").check()
    press(page, "Continue")


def answer_all(page, name=None, **contact):
    """Every step, from the first to the check page."""
    say_for_whom(page)
    give_details(page, name)
    give_reasons(page)
    give_contact(page, **contact)
    say_when_to_call(page)
    declare(page)


def apply(page, **kwargs) -> str:
    """The whole form, from its start to the received page; the reference."""
    begin(page)
    answer_all(page, **kwargs)
    press(page, "Send the application")
    return reference_on(page)


def reference_on(page) -> str:
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()


def unfold(page, field):
    """The folded action with this field, open."""
    fold = page.locator(f"details.fold:has([name={field}])")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    return fold

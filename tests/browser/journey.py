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


def say_for_whom(page, answer="Για εμένα"):
    page.get_by_label(answer, exact=True).check()
    press(page, "Continue")


def give_reasons(page, *reasons):
    for reason in reasons or ("Διαχείριση άγχους",):
        page.get_by_label(reason, exact=True).check()
    press(page, "Continue")


def give_contact(page, name=None, phone=None, email=""):
    page.get_by_label("Το ονοματεπώνυμό σας").fill(name or people.make_person().name)
    adult = page.get_by_role("group", name="Έχετε κλείσει τα 18;")
    if adult.count():
        adult.get_by_label("Ναι").check()
    page.get_by_label("Τηλέφωνο", exact=True).fill(phone or people.make_phone())
    page.get_by_label("Το πρωί", exact=True).check()
    page.get_by_role("group", name="Αν δεν απαντήσετε").get_by_label("Όχι").check()
    page.get_by_label("E-mail").fill(email)
    press(page, "Continue")


def declare(page):
    page.get_by_label("Δηλώνω ότι όσα έγραψα").check()
    press(page, "Continue")


def apply(page, **contact) -> str:
    """The whole form, from its start to the received page; the reference."""
    begin(page)
    say_for_whom(page)
    give_reasons(page)
    give_contact(page, **contact)
    declare(page)
    press(page, "Send the application")
    return reference_on(page)


def reference_on(page) -> str:
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()

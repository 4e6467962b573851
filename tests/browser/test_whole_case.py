"""
One case from its first page to its end: received, worked off, decided, certified, checked by a stranger.

The resident has a phone without JavaScript; whoever checks the certificate has one too.
"""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import journey
from tests.browser.journey import follow, greek, press, unfold
from tests.browser.test_journeys import sign_in
from tests.forms import people

FORM = "/aitiseis/diapistosi-astegias/"
CODE = re.compile(r"(?:[2-9A-Z]{3}-){5}[2-9A-Z]{3}")


def apply_for_certificate(page, person) -> str:
    """The homelessness form, sent; its reference."""
    page.goto(FORM)
    press(page, "Start")
    journey.say_for_whom(page)
    for answers in (
        {"skopos": "eee"},
        {"pou_koimaste": "allou"},
        {"pou_allou": "Στον καναπέ ενός γνωστού, ως το τέλος του μήνα."},
        {"mazi_me_allous": "no"},
        {"onomateponymo": person.name, "gennisi": person.born, "tropos": "tilefono"},
        {"tilefono": person.phone, "minyma": "no"},
        {"alithi": True},
    ):
        for key, answer in answers.items():
            give(page, key, answer)
        press(page, "Continue")
    press(page, "Send the application")
    return journey.reference_on(page)


def give(page, key, answer):
    """Answer one question, by what its field is."""
    field = page.locator(f"[name$='-{key}']")
    if key == "gennisi":
        for part in ("day", "month", "year"):
            page.locator(f"[name$='-{key}-{part}']").fill(str(getattr(answer, part)))
    elif field.first.get_attribute("type") in ("radio", "checkbox"):
        chosen = field if answer is True else page.locator(f"[name$='-{key}'][value='{answer}']")
        chosen.check()
    else:
        field.fill(answer)


def how_it_stands(page, reference, phone) -> str:
    """What the resident reads on the page of progress."""
    page.goto("/aitiseis/poreia/")
    page.locator("main input[type=text]").nth(0).fill(reference)
    page.locator("main input[type=text]").nth(1).fill(phone)
    follow(page, page.get_by_role("main").locator("form button[type=submit]"))
    return page.locator("main").inner_text()


def verdict_on(page, code) -> str:
    page.goto("/elegchos/")
    page.get_by_role("main").locator("input[name=code]").fill(code)
    press(page, "Check")
    return page.locator("h1").inner_text()


@pytest.fixture
def resident(visit):
    return visit(width=360, javascript=False)


@pytest.fixture
def stranger(visit):
    return visit(width=360, javascript=False)


@pytest.fixture
def worker(visit, site):
    page = visit()
    sign_in(page, site, "caseworker")
    return page


def test_a_case_goes_from_its_receipt_to_a_certificate_that_anybody_can_check(
    resident, worker, stranger, site, assert_accessible
):
    person = people.make_person()
    reference = apply_for_certificate(resident, person)

    worker.goto("/admin/applications/")
    follow(worker, worker.get_by_role("link", name=reference).first)
    expect(worker.locator("main")).to_contain_text(person.name)
    follow(worker, worker.locator("form[action$='/take/'] button"))
    fold = unfold(worker, "papers")
    fold.locator("textarea").fill("Μια βεβαίωση από όποιον σας φιλοξενεί.")
    follow(worker, fold.locator("button[type=submit]"))
    read = how_it_stands(resident, reference, person.phone)
    assert "Μια βεβαίωση από όποιον σας φιλοξενεί." in read

    fold = unfold(worker, "outcome")
    fold.locator("input[value=positive]").check()
    fold.locator("textarea").fill("Επίσκεψη στις 20/11, η στέγαση είναι προσωρινή.")
    follow(worker, fold.locator("button[type=submit]"))
    expect(worker.locator(".application__tags")).to_contain_text(greek("Decided positive"))
    read = how_it_stands(resident, reference, person.phone)
    assert greek("It has been dealt with") in read
    assert greek("Decided positive") not in read

    follow(worker, worker.locator(".papers__offers a").first)
    number = f"{people.make_phone()[-6:]}/2026"
    worker.locator("input[name=protocol_number]").fill(number)
    worker.locator("input[name=signer_name]").fill("Δοκιμή Υπογραφής")
    assert_accessible(worker)
    press(worker, "Go on to the preview")
    press(worker, "Issue the document")
    with worker.expect_download() as download:
        worker.locator(".papers__links a").first.click()
    paper = " ".join(page.extract_text() for page in PdfReader(download.value.path()).pages)
    assert number in paper
    code = CODE.search(paper).group()

    assert verdict_on(stranger, code.lower().replace("-", " ")) == greek("The document is genuine")
    assert person.name not in stranger.content()
    assert verdict_on(stranger, code[:-1] + ("2" if code[-1] != "2" else "3")) == greek(
        "The document is not genuine"
    )

    follow(worker, worker.locator(".papers__links a[href$='/revoke/']"))
    worker.locator("textarea[name=reason]").fill("Λάθος ημερομηνία.")
    press(worker, "Revoke it for good")
    assert verdict_on(stranger, code) == greek("The document is not genuine")

    assert "1" in site.manage("check_trail")

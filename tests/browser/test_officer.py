"""An officer who knows no code makes a form, in two languages, and somebody applies with it."""

import re

from playwright.sync_api import expect

from forms.keys import key_from
from tests.browser import composing
from tests.browser.composing import Composer
from tests.browser.journey import REFERENCE, follow
from tests.browser.test_journeys import sign_in
from tests.forms import household, people

NARROW = 360
TITLE, ENGLISH_TITLE = "Κάρτα πολύτεκνης οικογένειας", "Large family card"
WITH_OTHERS = "Με άλλους"

LISTING = (
    "from forms.models import ApplicationIndexPage as P; print(P.objects.get(locale__language_code='el').pk)"
)

ENGLISH = {
    TITLE: ENGLISH_TITLE,
    "Ο Δήμος κρατά τα στοιχεία.": "The Municipality keeps the data.",
    "Για εσάς": "About you",
    "Ονοματεπώνυμο": "Full name",
    "Η κατοικία σας": "Your home",
    "Με ποιους μένετε;": "Whom do you live with?",
    "Μόνος ή μόνη": "Nobody",
    WITH_OTHERS: "Other people",
    "Το νοικοκυριό": "The household",
    "Μέλη του νοικοκυριού": "Members of the household",
    "Μέλος": "Member",
    "Όνομα": "First name",
    "Τα χαρτιά σας": "Your papers",
    "Πιστοποιητικό": "Certificate",
}


def test_a_form_made_in_the_cms_is_translated_and_sent_from_a_small_phone_without_javascript(visit, site):
    officer = visit()
    sign_in(officer, site, "moderator")
    form = compose(officer, listing_of(site))
    translator = visit()
    sign_in(translator, site, "translator")
    composing.translate(translator, form, ENGLISH)

    applicant = visit(width=NARROW, javascript=False)
    applicant.goto("/en/aitiseis/")
    follow(applicant, applicant.get_by_role("link", name=ENGLISH_TITLE))
    press(applicant, "Start")
    answer(applicant)

    checked = applicant.locator("main").inner_text()
    for words in ("Other people", "Αλκίνοος", "Ναυσικά", "pistopoiitiko.png"):
        assert words in checked
    press(applicant, "Send the application")
    assert REFERENCE.search(applicant.locator("main").inner_text())


def test_the_picker_offers_what_stands_before_also_when_blocks_are_moved_and_copied(visit, site):
    officer = visit()
    sign_in(officer, site, "moderator")
    form = Composer(officer, listing_of(site))
    step = form.step("Βήμα")
    first = form.question(step, "Yes or no", "Πρώτη ερώτηση;")
    second = form.question(step, "Yes or no", "Δεύτερη ψηφιακή ερώτηση;")

    def offered_to(question):
        form.field(f"{question}-shown_if-value").focus()
        form.field(f"{question}-shown_if-question").focus()
        return form.offered

    form.open_settings(first)
    form.open_settings(second)
    assert offered_to(second) == ["Πρώτη ερώτηση;"]
    assert offered_to(first) == []
    assert form.field(f"{first}-key").input_value() == key_from("Πρώτη ερώτηση;")

    form.press(second, "MOVE_UP")
    assert offered_to(first) == ["Δεύτερη ψηφιακή ερώτηση;"]
    assert offered_to(second) == []
    assert form.field(f"{second}-key").input_value() == key_from("Δεύτερη ψηφιακή ερώτηση;")

    form.press(first, "DUPLICATE")
    copy = f"{step}-questions-2-value"
    expect(form.field(f"{copy}-label")).to_have_value("Πρώτη ερώτηση;")
    expect(form.field(f"{copy}-key")).to_have_value("")
    assert form.field(f"{first}-key").input_value() == key_from("Πρώτη ερώτηση;")


def listing_of(site):
    """The id of the Greek list of forms."""
    code = (
        "from forms.models import ApplicationIndexPage as Listing\n"
        "print(Listing.objects.get(locale__language_code='el').pk)"
    )
    return site.manage("shell", "-v", "0", "-c", code).strip()


def compose(page, listing):
    """Four steps: a question, one that the next hangs on, a group of rows, an upload. The page's id."""
    form = Composer(page, listing)
    form.write("title", TITLE)
    form.question(form.step("Για εσάς"), "Short text", "Ονοματεπώνυμο")
    home = form.step("Η κατοικία σας")
    form.options(form.question(home, "One of several", "Με ποιους μένετε;"), "Μόνος ή μόνη", WITH_OTHERS)
    people_there = form.step("Το νοικοκυριό")
    members = form.question(people_there, "Group that repeats", "Μέλη του νοικοκυριού")
    form.write(f"{members}-row_name", "Μέλος")
    form.question(members, "Short text", "Όνομα")
    form.asked_only_if(people_there, "Με ποιους μένετε;", WITH_OTHERS)
    form.question(form.step("Τα χαρτιά σας"), "Papers to upload", "Πιστοποιητικό")
    form.write_rich("privacy_notice", "Ο Δήμος κρατά τα στοιχεία.")
    form.write("retention_months", "12")
    form.field("unit").select_option(index=1)
    form.publish()
    said = page.locator(".messages .success")
    expect(said).to_contain_text(TITLE)
    address = said.get_by_role("link").last.get_attribute("href")
    return re.search(r"pages/(\d+)/edit", address).group(1)


def answer(page):
    page.get_by_label("Full name").fill(people.make_person().name)
    press(page, "Continue")
    page.get_by_label("Other people").check()
    press(page, "Continue")
    press(page, "Add: Member")
    page.get_by_label("First name").last.fill("Αλκίνοος")
    press(page, "Add: Member")
    page.get_by_label("First name").last.fill("Ναυσικά")
    for part in page.locator("main :is(fieldset, input:not([type=hidden]), .actions button)").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
    press(page, "Continue")
    picture = household.picture("pistopoiitiko.png")
    page.get_by_label("Certificate").set_input_files(
        {"name": picture.name, "mimeType": "image/png", "buffer": picture.read()}
    )
    press(page, "Continue")


def press(page, name):
    follow(page, page.get_by_role("button", name=name, exact=True))

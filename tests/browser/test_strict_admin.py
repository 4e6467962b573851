"""
The admin as staff use it, under a Content-Security-Policy without `unsafe-inline`.

Each part of Wagtail's admin is pressed, not only opened: nothing may be refused by the policy, no script
may fail, no request may leave the site; `visit` watches for all three. Guards upgrades of Wagtail.
"""

import json
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser import desk as at_desk
from tests.browser.composing import Composer
from tests.browser.test_journeys import sign_in
from tests.forms.inbox.addresses import walk
from tests.forms.people import word
from tests.forms.uploads.samples import encoded, pdf

NUMBERS = """
import json, secrets
from wagtail.models import Workflow
from forms.models import ApplicationFormPage, ApplicationIndexPage
from home.models import HomePage, StandardPage
from services_guide.models import ContactDetails, LegalReference, ServicePage
from django.contrib.auth.models import Group
from forms.models import Unit
from tests.forms.inbox import factories
def first(model, **which):
    return model.objects.filter(locale__language_code="el", **which).first().pk
untranslated = StandardPage.objects.filter(locale__language_code="el").first().copy(
    update_attrs={"title": "Νέα σελίδα", "slug": secrets.token_hex(4)}, reset_translation_key=True
)
application = factories.application(of=Unit.objects.first())
print(json.dumps({
    "application": str(application.pk), "file": str(factories.paper(application, content=%(picture)r).pk),
    "home": first(HomePage), "form": first(ApplicationFormPage, live=True),
    "forms": first(ApplicationIndexPage),
    "service": first(ServicePage, legal_references__isnull=False, application_form__isnull=True),
    "page": first(StandardPage), "untranslated": untranslated.pk,
    "contact": ContactDetails.objects.first().pk, "law": LegalReference.objects.first().pk,
    "workflow": Workflow.objects.first().pk, "group": Group.objects.get(name="Editors").pk,
}))
"""

LATEST_SOURCE = "from wagtail_localize.models import TranslationSource as S; print(S.objects.latest('pk').pk)"


@pytest.fixture(scope="module")
def numbers(site):
    """Primary keys of what is edited here."""
    return SimpleNamespace(
        **json.loads(site.manage("shell", "-v", "0", "-c", NUMBERS % {"picture": encoded(kind="PNG")}))
    )


@pytest.fixture(scope="module")
def signed_in(chromium, site):
    """The cookies of somebody signed in, once each: `signed_in("moderator")`."""
    known = {}

    def state(username):
        if username not in known:
            context = chromium.new_context(base_url=site.url)
            page = context.new_page()
            sign_in(page, site, username)
            known[username] = context.storage_state()
            context.close()
        return known[username]

    return state


@pytest.fixture
def desk(visit, signed_in):
    """A page of somebody at work: `desk("moderator")`."""
    return lambda username="admin", **options: visit(storage_state=signed_in(username), **options)


def test_a_page_is_edited_discussed_previewed_and_published(desk, numbers):
    page = desk("moderator")
    page.goto(f"/admin/pages/{numbers.service}/edit/")

    organisation = page.locator("#id_organisation").input_value()
    at_desk.choose_another(page, "id_organisation")
    assert page.locator("#id_organisation").input_value() != organisation
    at_desk.choose(page, "id_application_form")
    at_desk.pick_day(page, page.locator("#id_reviewed_at"))
    references = page.locator("#id_legal_references-TOTAL_FORMS")
    rows = int(references.input_value())
    for number in (rows, rows + 1):
        page.locator("#id_legal_references-ADD").click()
        at_desk.choose(page, f"id_legal_references-{number}-reference")
    last = page.locator(f"#inline_child_legal_references-{rows + 1}")
    last.locator("[data-inline-panel-child-move-up]").click()
    expect(page.locator(f"#id_legal_references-{rows + 1}-ORDER")).to_have_value(str(rows + 1))
    last.locator(f"#id_legal_references-{rows + 1}-DELETE-button").click()
    expect(last).to_be_hidden()

    at_desk.write(page, "body", " Δοκιμή")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.locator("[data-contentpath=body] [name=LINK]").click()
    at_desk.link_outside(page, "https://www.kilkis.gr/")
    expect(page.locator("[data-contentpath=body] [contenteditable=true] a")).to_have_count(1)

    page.locator("[data-contentpath=summary]").hover()
    page.locator("[data-contentpath=summary] [data-comment-add]").click()
    comment = page.locator(".comment:visible").last
    comment.locator("textarea, [contenteditable=true]").first.fill("Σωστό αυτό;")
    comment.locator("button.comment__button--primary, [type=submit]").first.click()
    expect(page.locator(".comment__text:visible")).to_have_text("Σωστό αυτό;")

    preview = at_desk.side_panel(page, "preview")
    expect(at_desk.previewed(preview).locator("main h1")).to_be_visible()
    at_desk.side_panel(page, "checks")
    status = at_desk.side_panel(page, "status")
    status.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    until = page.locator("#id_expire_at")
    at_desk.pick_day(page, until)
    at_desk.pick_hour(page, until)
    page.locator(".w-dialog__close-button:visible").click()
    at_desk.publish(page)


def test_pages_are_found_moved_made_private_and_chosen_together(desk, numbers):
    page = desk("moderator")
    page.goto(f"/admin/pages/{numbers.home}/")
    page.locator("#id_q").fill("Επικοινωνία")
    expect(page.locator("#listing-results tbody tr")).to_have_count(1)
    page.goto(f"/admin/pages/{numbers.home}/")
    page.locator("tbody [data-bulk-action-checkbox]").first.check()
    expect(page.locator("[data-bulk-action-footer]")).to_be_visible()

    page.goto(f"/admin/pages/{numbers.service}/edit/")
    status = at_desk.side_panel(page, "status")
    status.locator("[data-a11y-dialog-show=set-privacy]:visible").click()
    expect(page.locator("#set-privacy input[type=radio]").first).to_be_visible()
    page.goto(f"/admin/pages/{numbers.page}/move/")
    at_desk.choose_another(page, "id_new_parent_page")


def test_a_form_is_composed_and_each_of_its_steps_previewed(desk, numbers):
    page = desk("moderator")
    form = Composer(page, numbers.forms)
    title = word().capitalize()
    form.write("title", title)
    step = form.step("Για εσάς")
    form.question(step, "Short text", "Όνομα")
    born = form.question(step, "Date", "Γέννηση")
    form.open_settings(born)
    at_desk.pick_day(page, form.field(f"{born}-earliest"))
    form.options(form.question(step, "One of several", "Με ποιους;"), "Μόνος", "Με άλλους")
    members = form.question(form.step("Το νοικοκυριό"), "Group that repeats", "Μέλη")
    form.question(members, "Short text", "Όνομα μέλους")
    papers = form.question(form.step("Χαρτιά"), "Papers to upload", "Χαρτί")
    form.press(papers, "DUPLICATE")
    form.press(papers, "MOVE_DOWN")
    form.press(papers, "DELETE")
    form.write_rich("privacy_notice", "Ο Δήμος κρατά τα στοιχεία.")
    form.write("retention_months", "12")
    form.field("unit").select_option(index=1)
    at_desk.pick_day(page, form.field("closes_at"))
    at_desk.pick_hour(page, form.field("closes_at"))
    with page.expect_navigation():
        page.locator("footer .action-save").click()

    preview = at_desk.side_panel(page, "preview")
    shown = at_desk.previewed(preview)
    expect(shown.locator("main h1")).to_have_text(title)
    for number, words in ((1, "Όνομα"), (2, "Μέλη"), (3, "Χαρτί")):
        preview.locator("#id_preview_mode").select_option(index=number)
        expect(shown.locator("main form")).to_contain_text(words)


def test_a_form_is_brought_from_elsewhere(desk, numbers):
    page = desk("moderator")
    kept = page.request.get(f"/admin/forms/{numbers.form}/export/").body()
    page.goto(f"/admin/forms/{numbers.forms}/import/")

    page.locator("[name=file]").set_input_files(
        {"name": "form.json", "mimeType": "application/json", "buffer": kept}
    )
    with page.expect_navigation():
        page.locator("main form [type=submit]").click()

    expect(page.locator("[data-edit-form]")).to_be_visible()


def test_pictures_and_documents_are_uploaded_described_and_cropped(desk):
    page = desk("moderator")
    page.goto("/admin/images/multiple/add/")
    page.locator("#fileupload").set_input_files(at_desk.noise())
    added = page.locator("#upload-list > li")
    expect(added.locator(".thumb canvas")).to_be_visible()  # drawn from a blob:
    at_desk.tag(added, "θάλασσα")
    added.locator("[name$=description]").fill("Θάλασσα")
    added.locator("form [type=submit]").click()
    expect(added).to_have_count(0)

    page.goto("/admin/images/")
    page.locator("main a[href^='/admin/images/']:has(img)").first.click()
    area = page.locator(".jcrop-holder > .jcrop-tracker")
    place = area.bounding_box()
    page.mouse.move(place["x"] + 20, place["y"] + 20)
    page.mouse.down()
    page.mouse.move(place["x"] + 90, place["y"] + 80, steps=3)
    page.mouse.up()
    expect(page.locator("#id_focal_point_width")).not_to_have_value("")
    at_desk.tag(page, "άμμος")
    at_desk.save(page)

    page.goto("/admin/documents/multiple/add/")
    page.locator("#fileupload").set_input_files(
        {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    added.locator("form [type=submit]").click()
    expect(added).to_have_count(0)


def test_a_page_is_translated_synchronised_and_mirrored(desk, site, numbers):
    page = desk("admin")
    page.goto(f"/admin/localize/submit/page/{numbers.untranslated}/")
    page.get_by_label("English").check()
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    translation = re.search(r"pages/(\d+)/edit", page.url).group(1)
    segment = page.locator("li.incomplete").filter(has=page.get_by_role("button", name="Translate")).first
    segment.get_by_role("button", name="Translate").click()
    words = page.locator("textarea:visible")
    words.fill("In English")
    page.locator("li").filter(has=words).last.get_by_role("button").last.click()
    expect(page.get_by_text("In English").first).to_be_visible()

    page.goto(f"/admin/localize/update/{site.manage('shell', '-v', '0', '-c', LATEST_SOURCE).strip()}/")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    page.goto(f"/admin/localize/page/{translation}/convert_to_alias/")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    page.goto(f"/admin/pages/{translation}/edit/")
    expect(page.locator("a[href*='/localize/submit/page/']").first).to_be_visible()


def test_people_groups_workflows_and_snippets_are_changed(desk, numbers):
    page = desk("admin")
    page.goto(f"/admin/groups/edit/{numbers.group}/")
    rows = int(page.locator("#id_page_permissions-TOTAL_FORMS").input_value())
    page.locator("#id_page_permissions-ADD").click()
    at_desk.choose(page, f"id_page_permissions-{rows}-page")
    page.locator(f"#id_page_permissions-{rows}-DELETE-button").click()

    page.goto(f"/admin/workflows/edit/{numbers.workflow}/")
    rows = int(page.locator("#id_workflow_tasks-TOTAL_FORMS").input_value())
    page.locator("#id_workflow_tasks-ADD").click()
    at_desk.choose(page, f"id_workflow_tasks-{rows}-task")

    page.goto(f"/admin/snippets/services_guide/legalreference/edit/{numbers.law}/")
    at_desk.pick_day(page, page.locator("#id_date"))
    at_desk.save(page)
    page.goto(f"/admin/snippets/services_guide/contactdetails/edit/{numbers.contact}/")
    rows = page.locator("#id_phones-TOTAL_FORMS")
    number = int(rows.input_value())
    page.locator("#id_phones-ADD").click()
    expect(page.locator(f"#inline_child_phones-{number}")).to_be_visible()
    page.locator(f"#id_phones-{number}-DELETE-button").click()
    at_desk.save(page)

    page.goto("/admin/reports/site-history/")
    at_desk.filter_by_day(page, "timestamp", "timestamp_from")


OPENED = """
/admin/ /admin/pages/{home}/ /admin/pages/{service}/history/ /admin/pages/{service}/usage/
/admin/pages/{service}/copy/ /admin/pages/{service}/unpublish/ /admin/pages/{service}/delete/
/admin/pages/{service}/revisions/compare/earliest...latest/
/admin/documents/ /admin/users/ /admin/users/new/ /admin/groups/new/ /admin/sites/ /admin/collections/
/admin/locales/ /admin/workflows/list/ /admin/workflows/tasks/index/ /admin/reports/workflow/
/admin/reports/aging-pages/ /admin/reports/locked/ /admin/localize/reports/translations/
/admin/snippets/services_guide/legalreference/
"""


def test_all_the_rest_opens(desk, numbers):
    page = desk("admin")
    for address in OPENED.format(**vars(numbers)).split():
        answer = page.goto(address, wait_until="load")
        assert answer.status == 200, address


PARTS_OF_SCREENS = {"applications:picture", "applications:presence", "applications:results"}


def screens_of_the_inbox(numbers):
    """Every address of the inbox and of the account that can be opened with what is there."""
    known = {"pk": numbers.application, "file": numbers.file}
    for address in walk():
        ours = address.name.startswith("applications:") or address.route.startswith("/admin/account/")
        parameters = set(re.findall("{(.+?)}", address.sample))
        if ours and address.name not in PARTS_OF_SCREENS and parameters <= known.keys():
            yield address.fill(known)


def test_every_screen_of_the_inbox_is_accessible(desk, site, numbers, assert_accessible):
    page, opened, wrong = desk("supervisor"), 0, []
    for address in screens_of_the_inbox(numbers):
        answer = page.request.get(address)
        if answer.status != 200 or "attachment" in answer.headers.get("content-disposition", ""):
            continue  # takes a POST only, or is a file
        page.goto(address)
        if "/confirm/" in page.url:
            page.locator("main [type=password]").fill(site.password)
            with page.expect_navigation():
                page.locator("main form [type=submit]").first.click()
        opened += 1
        try:
            assert_accessible(page)
        except AssertionError as found:  # all of them in one run, which takes its time
            wrong.append(str(found))
    assert wrong == [], "\n".join(wrong)
    assert opened > 15


def test_the_queue_and_an_application_fit_a_phone(desk, numbers, assert_accessible):
    page = desk("supervisor", width=360, height=740)
    for address in ("/admin/applications/", f"/admin/applications/{numbers.application}/"):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_the_queue_is_narrowed_to_a_day(desk):
    page = desk("supervisor")
    page.goto("/admin/applications/")
    page.locator(".inbox-filters summary").click()
    page.locator("[name=sent_at_from]").fill("2026-01-15")
    with page.expect_navigation():
        page.locator(".inbox-filters [type=submit]").click()
    assert "sent_at_from=2026-01-15" in page.url

"""Papers from a phone: with JavaScript each goes up as it is chosen, without it by the button."""

import pytest

from tests.forms.uploads.samples import encoded, pdf, photo

MAKE_FORM = """
from tests.forms.factories import ApplicationFormPageFactory, steps
from tests.forms.uploads.conftest import PAPERS
from forms.models import ApplicationFormPage
if not ApplicationFormPage.objects.filter(slug="dokimi-eggrafon").exists():
    ApplicationFormPageFactory(title="Δοκιμή εγγράφων", slug="dokimi-eggrafon", steps=steps(*PAPERS))
"""
FORM = "/aitiseis/dokimi-eggrafon/"


@pytest.fixture
def papers(site, visit):
    """A page at the step that asks for papers."""
    site.manage("shell", "-c", MAKE_FORM)

    def begin(**options):
        page = visit(width=360, height=740, **options)
        page.goto(FORM)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        return page

    return begin


def file(name, content):
    return {"name": name, "mimeType": "", "buffer": content}


def question(page, key):
    return page.locator(".field", has=page.locator(f"[name=papers-{key}]"))


def test_files_go_up_as_they_are_chosen_and_what_is_typed_stays(papers, assert_accessible):
    page = papers()
    page.locator("[name=papers-name]").fill("Μαρία")

    page.locator("[name=papers-bills]").set_input_files([file("a.jpg", photo()), file("b.pdf", pdf())])

    bills = question(page, "bills")
    bills.locator(".upload__file").nth(1).wait_for()
    assert bills.locator(".upload__name").all_inner_texts() == ["a.jpg", "b.pdf"]
    assert page.locator("[name=papers-name]").input_value() == "Μαρία"
    assert not bills.get_by_role("button", name="Upload").is_visible()
    bills.get_by_role("status").filter(has_text="2").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)


def test_a_refused_file_is_explained_beside_those_that_were_kept(papers):
    page = papers()

    page.locator("[name=papers-bills]").set_input_files(
        [file("a.exe", b"MZ" + bytes(50)), file("b.png", encoded(kind="PNG")), file("c.pdf", pdf())]
    )

    bills = question(page, "bills")
    bills.locator(".upload__file").nth(1).wait_for()
    assert "a.exe" in bills.locator(".field__error").inner_text()
    assert bills.locator(".upload__name").all_inner_texts() == ["b.png", "c.pdf"]


def test_a_file_too_large_never_leaves_the_phone(papers):
    page = papers()
    posts = []
    page.on("request", lambda request: posts.append(request.method == "POST"))

    page.locator("[name=papers-card]").set_input_files([file("film.jpg", bytes(11 * 2**20))])

    question(page, "card").get_by_role("status").filter(has_text="film.jpg").wait_for()
    assert not any(posts)


def test_who_continues_meanwhile_loses_nothing(papers):
    page = papers()
    page.locator("[name=papers-name]").fill("Μαρία")
    page.locator("[name=papers-card]").set_input_files([file("card.jpg", photo())])

    page.locator("main form .actions button").first.click()

    page.wait_for_url(f"**{FORM}oath/**")
    page.goto(f"{FORM}papers/")
    assert question(page, "card").locator(".upload__name").all_inner_texts() == ["card.jpg"]


@pytest.mark.parametrize(
    "answer", [{"status": 413, "body": "Too large"}, {"status": 200, "body": "<p>x</p>"}]
)
def test_when_sending_fails_the_button_takes_over(papers, answer):
    page = papers()
    page.route("**/papers/**", lambda route: route.fulfill(content_type="text/html", **answer))
    page.locator("[name=papers-card]").set_input_files([file("card.jpg", photo())])
    card = question(page, "card")
    button = card.locator(".upload__button")
    button.wait_for()
    page.unroute("**/papers/**")

    with page.expect_navigation():
        button.click()

    assert question(page, "card").locator(".upload__name").all_inner_texts() == ["card.jpg"]


def test_without_javascript_the_button_sends_and_removes(papers):
    page = papers(javascript=False)
    page.locator("[name=papers-name]").fill("Μαρία")
    page.locator("[name=papers-card]").set_input_files([file("card.jpg", photo())])

    with page.expect_navigation():
        question(page, "card").locator(".upload__button").click()

    assert question(page, "card").locator(".upload__name").all_inner_texts() == ["card.jpg"]
    assert page.locator("[name=papers-name]").input_value() == "Μαρία"
    with page.expect_navigation():
        question(page, "card").locator(".upload__remove").click()
    assert question(page, "card").locator(".upload__name").count() == 0

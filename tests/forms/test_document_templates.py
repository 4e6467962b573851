"""Templates of documents: their places, and how editors write them."""

import io
from html import unescape

import pypdf
import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from forms.documents import places
from forms.models import DocumentTemplate
from tests.forms.inbox import factories
from tests.signing_in import sign_in


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def maria(db):
    return factories.worker("maria", factories.unit())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<p>{name} {answer:more} {answer:more|name}</p>", []),
        ("<p>{onoma}</p>", ["{onoma}"]),
        ("<p>{answer:nothing}</p>", ["{answer:nothing}"]),
        ("<p>{answer:more|nothing}</p>", ["{answer:more|nothing}"]),
        ("<p>{<b>name</b>}</p>", ["{name}"]),
        ("<p>{name</p>", ["{name"]),
        ("<p>{}</p>", ["{}"]),
        ("<p>{{name}}</p>", ["{}"]),
    ],
)
def test_a_text_knows_its_places(text, wrong):
    assert places.unknown(text, factories.COUNSELLING) == wrong


@pytest.fixture
def editor(client, db):
    sign_in(client, factories.user("editor", "Editors"))
    return client


NEW = "/admin/snippets/applications/documenttemplate/add/"
PREVIEW = "/admin/snippets/applications/documenttemplate/preview/"


def written(page, text="{name}, {answer:more}", **changed):
    """A template as an editor posts it."""
    body = ContentstateConverter(["bold"]).from_database_format(f"<p>{text}</p>")
    usual = {"name": "Βεβαίωση", "form": str(page.translation_key), "language": "el", "outcome": "positive",
             "title": "Βεβαίωση αστεγίας", "body": body, "validity_months": "6", "signer_name": "",
             "signer_title": "", "is_offered": "on"}  # fmt: skip
    return usual | changed


def test_an_editor_writes_a_template(editor, form_page):
    page = unescape(editor.get(NEW).content.decode())
    assert "{answer:more}" in page
    assert "{valid_until}" in page

    assert editor.post(NEW, written(form_page)).status_code == 302

    made = DocumentTemplate.objects.get()
    assert made.form == form_page.translation_key
    assert "{answer:more}" in made.body


def test_an_unknown_place_is_refused_at_its_field(editor, form_page):
    response = editor.post(NEW, written(form_page, "{name} {answer:moer}"))

    assert not DocumentTemplate.objects.exists()
    assert list(response.context["form"].errors) == ["body"]
    assert "{answer:moer}" in response.context["form"].errors["body"][0]


def test_a_title_has_no_places(editor, form_page):
    response = editor.post(NEW, written(form_page, title="Βεβαίωση για {name}"))

    assert list(response.context["form"].errors) == ["title"]


def test_a_preview_shows_what_was_typed_with_made_up_data(editor, form_page):
    typed = written(form_page, "Για {name}: {answer:more}")

    assert editor.post(PREVIEW, typed).url == PREVIEW
    text = text_of(editor.get(PREVIEW).content)

    assert "Περιγράψτε" in text
    assert not DocumentTemplate.objects.exists()
    assert editor.post(PREVIEW, written(form_page, "{no}")).status_code == 422


def test_case_workers_do_not_reach_the_templates(client, maria):
    sign_in(client, maria)

    assert client.get(NEW).status_code == 404
    assert client.get(PREVIEW).status_code == 404

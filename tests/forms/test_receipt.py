"""The receipt: on the screen and as PDF, for whoever sent the application and nobody else."""

import io
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from forms import documents, receipt_code
from forms.definition import Definition
from forms.documents import rendering
from forms.models import Application
from forms.reference import ALPHABET
from tests.forms.factories import make_application, make_english, typed_by
from tests.forms.walking import Applicant


def pdf_of(applicant, name="apodeixi"):
    return applicant.client.get(f"{applicant.url}{name}.pdf")


def read(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(response.content))


def text_of(response):
    """All its words, in one line."""
    return " ".join(" ".join(page.extract_text() for page in read(response).pages).split())


@pytest.fixture
def sent(applicant, person):
    applicant.fill_in(person, whom="child")
    applicant.send()
    return applicant


def test_the_receipt_says_exactly_what_was_answered(sent):
    text = text_of(pdf_of(sent))

    row = sent.application
    answered = Definition.from_version(row.version).answered(row.answers)
    assert len(answered) == 4
    for step, rows in answered:
        assert step.title in text
        for question, answer in rows:
            assert question.label in text
            for word in answer.replace(",", " ").split():
                assert word in text, question.key
    assert row.reference in text
    assert receipt_code.of(row.pk) in text


def test_the_receipt_is_in_the_language_of_who_applied(client, form_page, person):
    applicant = Applicant(client, make_english(form_page))
    applicant.fill_in(person)
    applicant.send()

    pdf = read(pdf_of(applicant))
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "English name" in text_of(pdf_of(applicant))
    assert "Yes" in text_of(pdf_of(applicant))


@pytest.mark.parametrize("name", ["apodeixi", "entypo"])
def test_a_paper_can_be_read_out(sent, name, caplog):
    """PDF/UA-1: tagged, with a language and a title that is shown; no error of WeasyPrint's."""
    pdf = read(pdf_of(sent, name))
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "el"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sent.page.title in pdf.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert not [record for record in caplog.records if record.name.startswith("weasyprint")]


def test_long_and_strange_answers_stay_what_they_are(applicant, person):
    applicant.begin()
    typed = typed_by(person)
    typed["why"]["why-more"] = "Γραμμή <b>ένα</b> & {{ x }}\n" + "\n".join(f"σειρά{n}" for n in range(120))
    for step, data in typed.items():
        applicant.post(step, data)
    applicant.send()

    text = text_of(pdf_of(applicant))
    assert "Γραμμή <b>ένα</b> & {{ x }}" in text
    assert all(f"σειρά{n}" in text for n in range(120))


def test_no_copy_is_kept(sent):
    response = pdf_of(sent)

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_another_browser_is_led_to_where_it_must_name_the_application(sent):
    stranger = Applicant(Client(), sent.page)

    assert pdf_of(stranger).url == "/aitiseis/poreia/"
    assert stranger.get("elifthi").url == "/aitiseis/poreia/"


def test_who_named_it_may_have_the_receipt_and_of_no_other_form(sent):
    browser = Client()
    row = sent.application
    browser.post("/aitiseis/poreia/", {"reference": row.reference, "fact": receipt_code.of(row.pk)})

    assert row.reference in text_of(browser.get(f"{sent.url}apodeixi.pdf"))
    Application.objects.update(form="00000000-0000-4000-8000-000000000000")
    assert browser.get(f"{sent.url}apodeixi.pdf").url == "/aitiseis/poreia/"


def test_an_hour_later_the_browser_that_sent_it_must_name_it_too(sent):
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert sent.get("elifthi").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert sent.get("elifthi").url == "/aitiseis/poreia/"
        assert pdf_of(sent).url == "/aitiseis/poreia/"


def test_the_received_page_tells_when_and_what_next(sent, form_page):
    form_page.answer_days = 10
    form_page.save_revision().publish()

    response = sent.get("elifthi")
    page = response.content.decode()
    receipt = response.context["receipt"]

    assert receipt_code.of(sent.application.pk) in page
    assert receipt["answer_by"] == timezone.localdate() + timedelta(days=10)
    assert f'href="{sent.url}apodeixi.pdf"' in page
    assert 'href="/aitiseis/poreia/"' in page


def test_where_no_pdf_can_be_made_none_is_offered_and_all_else_works(sent, monkeypatch):
    monkeypatch.setattr(documents, "are_available", lambda: False)

    page = sent.get("elifthi")
    assert page.status_code == 200
    assert "apodeixi.pdf" not in page.content.decode()
    assert "entypo.pdf" not in sent.get().content.decode()
    assert pdf_of(sent).status_code == pdf_of(sent, "entypo").status_code == 404


def test_the_check_says_how_to_get_what_pdfs_need(monkeypatch, capsys):
    monkeypatch.setattr("forms.documents.checks.missing", lambda: "cannot load library 'pango'")

    call_command("check", "applications")

    said = capsys.readouterr().err
    assert "cannot load library 'pango'" in said
    assert "apt install libpango-1.0-0" in said


def test_a_library_that_is_missing_is_noticed_and_not_raised(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)

    assert "weasyprint" in rendering.missing()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://elsewhere.example/static/css/document.css",
        "https://documents.invalid/etc/passwd",
        "https://documents.invalid/static/../../manage.py",
        "https://documents.invalid/static/%2e%2e/%2e%2e/manage.py",
        "https://documents.invalid/static/none.css",
        "data:text/plain,x",
    ],
)
def test_a_document_fetches_nothing_but_our_static_files(address):
    assert rendering.static_file(address) is None
    assert rendering.static_file("https://documents.invalid/static/css/document.css?x").name == "document.css"


def test_a_document_that_asks_for_others_is_made_without_them(caplog):
    text = (
        '<!doctype html><html lang="el"><title>x</title><img alt="x" src="file:///etc/hostname"><p>Γεια</p>'
    )

    assert "Γεια" in pypdf.PdfReader(io.BytesIO(rendering.from_html(text))).pages[0].extract_text()
    assert "Failed to load" in caplog.text


def test_the_code_is_its_applications_alone_and_of_letters_that_are_read_easily(form_page):
    one, two = make_application(form_page), make_application(form_page)

    assert receipt_code.of(one.pk) == receipt_code.of(one.pk) != receipt_code.of(two.pk)
    assert set(receipt_code.of(one.pk)) <= set(ALPHABET) | {"-"}
    assert receipt_code.fits(one.pk, receipt_code.of(one.pk).lower().replace("-", ""))
    assert not receipt_code.fits(one.pk, receipt_code.of(two.pk))
    assert not receipt_code.fits(one.pk, "")

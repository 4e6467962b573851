"""The form on paper: everything the screen asks, to be answered with a pen."""

import io

import pypdf
import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation

from forms.apply import paper
from forms.definition import Condition, Definition, Option, Question, Step
from forms.documents import on_paper, rendering

YES, CARE = Condition("has", "is", "yes"), Condition("needs", "includes", "care")
NAMED, NO_MAIL = Condition("name", "is_answered"), Condition("mail", "is_not_answered")

HOUSEHOLD = Definition(
    title="Help at home",
    language="en",
    privacy_notice="<p>Who keeps the data.</p>",
    steps=(
        Step(
            "who",
            "Who you are",
            questions=(
                Question("information", "note", "", text="<p>Take your time.</p>"),
                Question("text", "name", "Full name", help="As on your card."),
                Question("amka", "amka", "AMKA"),
                Question("afm", "afm", "AFM", required=False),
                Question("iban", "iban", "IBAN"),
                Question("date", "born", "Born on"),
                Question("address", "home", "Where you live"),
                Question("money", "income", "Income a month"),
                Question("number", "rooms", "Rooms"),
                Question("phone", "phone", "Phone"),
                Question("email", "mail", "E-mail", required=False),
                Question("yes_no", "has", "Do others live with you?"),
                Question("many_of", "needs", "What do you need?",
                         options=(Option("care", "Nursing"), Option("none", "None of these", is_none=True))),
                Question("long_text", "more", "Tell us more", shown_if=CARE),
            ),
        ),
        Step(
            "home",
            "Your household",
            shown_if=YES,
            questions=(
                Question("group", "people", "Who lives with you?", row_name="Person", most=12,
                         questions=(Question("text", "n", "Name"), Question("yes_no", "w", "Works?"))),
                Question("group", "wide", "Their papers", row_name="Paper", most=2,
                         questions=tuple(Question("amka", f"q{n}", f"Number {n}") for n in range(5))),
            ),
        ),
        Step("end", "You need another service", is_end=True, shown_if=Condition("has", "is_not", "yes")),
        Step(
            "papers",
            "Papers",
            questions=(
                Question("upload", "proof", "Proof of address", shown_if=NAMED),
                Question("declaration", "true", "All this is true", shown_if=NO_MAIL),
            ),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def page(form_page):
    form_page.__dict__["definition"] = HOUSEHOLD
    return form_page


@pytest.fixture
def text(page):
    """All its words, in one line."""
    response = paper.blank(RequestFactory().get("/"), page)
    assert response.status_code == 200
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_every_question_and_every_choice_stands_on_it(text):
    with translation.override("en"):
        choices = {question.key: question.choices for question in HOUSEHOLD.questions}
    for question in HOUSEHOLD.questions:
        assert question.label in text
        for part in question.questions:
            assert part.label in text
        for key, label in choices[question.key]:
            if question.kind != "declaration" or key == "yes":
                assert f"☐ {label}" in text
    assert "Take your time." in text
    assert "As on your card." in text
    assert "Who keeps the data." in text


def test_questions_are_numbered_and_conditions_say_to_which_answer_they_belong(text):
    assert "1. Full name" in text
    assert "11. Do others live with you?" in text
    assert "13. Tell us more → Only if you answered “Nursing” to question 12." in text
    assert "Your household → Only if you answered “Yes” to question 11." in text
    assert "You need another service → Only if you did not answer “Yes” to question 11." in text
    assert "Only if you answered question 1." in text
    assert "Only if you left question 10 empty." in text


def test_what_need_not_be_answered_says_so(text):
    assert "3. AFM (optional)" in text or "3. AFM (προαιρετικό)" in text
    assert "2. AMKA (" not in text


def test_papers_to_attach_and_where_to_bring_it_stand_at_the_end(text, page):
    end = text.partition("Papers to attach")[2]
    assert "☐ Proof of address" in text[text.rindex("Papers to attach") :]
    assert page.unit.name in end
    assert "Signature" in end


def test_there_is_a_box_for_each_digit_and_a_row_for_each_person(page):
    with translation.override("en"):
        parts = on_paper.parts(HOUSEHOLD)
    asked = {each.question.key: each for part in parts for each in part["questions"]}

    assert [len(group) for group in asked["amka"].boxes] == [11]
    assert [len(group) for group in asked["afm"].boxes] == [9]
    assert sum(map(len, asked["iban"].boxes)) == 27
    assert [len(group) for group in asked["born"].boxes] == [2, 2, 4]
    assert asked["people"].is_table
    assert not asked["wide"].is_table
    assert asked["people"].rows == (1, 2, 3, 4, 5, 6)
    assert asked["wide"].rows == (1, 2)
    assert asked["note"].number is None


def test_the_start_page_leads_to_it_and_anybody_may_have_it(client, form_page):
    address = f"{form_page.get_url()}entypo.pdf"
    assert f'href="{address}"' in client.get(form_page.get_url()).content.decode()
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert not response.cookies


def test_it_is_made_once_for_everybody(client, form_page, monkeypatch):
    cache.clear()
    first = client.get(f"{form_page.get_url()}entypo.pdf").content
    monkeypatch.setattr(rendering, "from_html", lambda text: pytest.fail("Made again."))

    assert client.get(f"{form_page.get_url()}entypo.pdf").content == first


def test_a_form_that_changed_is_made_anew(client, form_page):
    address = f"{form_page.get_url()}entypo.pdf"
    first = client.get(address).content
    form_page.privacy_notice = "<p>Αλλιώς.</p>"
    form_page.save_revision().publish()

    second = pypdf.PdfReader(io.BytesIO(client.get(address).content))
    assert "Αλλιώς." in "".join(each.extract_text() for each in second.pages)
    assert client.get(address).content != first


@pytest.mark.parametrize("name", ["odigos.pdf", "entypo.PDF", "x/entypo.pdf"])
def test_other_papers_are_not_there(client, form_page, name):
    assert client.get(f"{form_page.get_url()}{name}").status_code == 404

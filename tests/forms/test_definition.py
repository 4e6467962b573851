"""What is read from a page, and what of it an application keeps."""

import pytest

from forms.definition import Condition, Definition
from forms.models import FormVersion
from tests.forms.factories import COUNSELLING, answers_of, steps


@pytest.mark.parametrize(
    ("operator", "answers", "holds"),
    [
        ("is", {"k": "a"}, True),
        ("is", {"k": "b"}, False),
        ("is", {}, False),
        ("is", {"k": ["a"]}, True),
        ("is", {"k": ["a", "b"]}, False),
        ("is_not", {"k": "a"}, False),
        ("is_not", {"k": "b"}, True),
        ("is_not", {}, True),
        ("is_not", {"k": ["a", "b"]}, False),
        ("includes", {"k": ["a", "b"]}, True),
        ("includes", {"k": ["b"]}, False),
        ("includes", {"k": []}, False),
    ],
)
def test_a_condition_is_a_function_of_the_answers(operator, answers, holds):
    assert Condition("k", operator, "a").holds(answers) is holds


@pytest.mark.parametrize(("answer", "value"), [(True, "yes"), (False, "no")])
def test_a_declaration_can_be_asked_about(answer, value):
    assert Condition("k", "is", value).holds({"k": answer})


def test_without_a_question_a_condition_always_holds():
    assert Condition().holds({})


def test_a_definition_comes_back_whole_from_its_version(form_page):
    definition = form_page.definition
    version = FormVersion.objects.create(digest=definition.digest, content=definition.content)
    version.refresh_from_db()

    assert Definition.from_version(version) == definition
    assert Definition.from_version(version).digest == definition.digest


def test_a_change_of_a_word_changes_the_digest(form_page):
    before = form_page.definition.digest
    form_page.steps[0].value["questions"][0].value["label"] = "Όνομα"

    assert Definition.from_page(form_page).digest != before


def test_a_definition_survives_content_that_no_check_has_seen(form_page):
    faulty = steps(
        {"title": "", "key": "same", "questions": [{"kind": "text", "label": "", "key": "same"},
                                                  {"kind": "text", "label": "", "key": "same"}]},
        {"title": "", "key": "same", "questions": [{"kind": "one_of", "label": "x"}]},
        {},
    )  # fmt: skip
    form_page.steps = faulty

    definition = Definition.from_page(form_page)

    assert len({step.key for step in definition.steps}) == 3
    assert len({question.key for question in definition.questions}) == 3


def test_answers_are_read_in_the_definitions_own_language(form_page, person):
    form_page.steps = steps(*COUNSELLING)
    read = Definition.from_page(form_page).answered(answers_of(person))

    assert [step.key for step, _rows in read] == ["who", "why", "oath"]
    words = {question.key: text for _step, rows in read for question, text in rows}
    assert words["born"] == f"{person.born:%d/%m/%Y}"
    assert words["reasons"] == "Άγχος, Άλλο"
    assert words["whom"] == "Για μένα"
    assert words["name"] == person.name


def test_a_question_left_empty_is_read_as_empty_and_one_not_asked_not_at_all(form_page):
    read = form_page.definition.answered({"name": "Α", "email": "", "reasons": []})

    assert [[(q.key, text) for q, text in rows] for _step, rows in read] == [
        [("name", "Α"), ("email", "")],
        [("reasons", "")],
    ]


def test_a_phone_is_read_in_groups_and_what_is_none_as_it_is(form_page, person):
    shown = form_page.definition.question("phone").display(person.phone)

    assert shown.replace(" ", "") == person.phone
    assert shown.startswith("+30 69")
    assert form_page.definition.question("phone").display("none") == "none"


def test_an_option_that_is_gone_is_read_by_its_key(form_page):
    assert form_page.definition.question("whom").display("nobody") == "nobody"

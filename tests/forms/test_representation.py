"""The built-in steps: who applies for whom."""

import pytest
from django.utils import translation

from forms import representation
from forms.apply.steps import StepForm
from forms.definition import Definition, Question, Step
from forms.keys import WHO
from forms.representation import (
    AUTHORITY,
    BY_DUTY,
    DUTY,
    EMAIL,
    GROUND,
    MYSELF,
    NAME,
    PHONE,
    PROFESSIONAL,
    RELATION,
    RELATIVE,
    ROLE,
    SERVICE,
)


def asked(relatives, professionals, answers):
    """Keys of the questions that are asked on the way, given the answers."""
    return [
        question.key
        for step in representation.steps("el", relatives, professionals)
        if step.shown_if.holds(answers)
        for question in step.questions
        if question.shown_if.holds(answers)
    ]


@pytest.mark.parametrize(
    ("relatives", "professionals", "offered"),
    [
        (True, False, [MYSELF, RELATIVE]),
        (False, True, [MYSELF, PROFESSIONAL]),
        (True, True, [MYSELF, RELATIVE, PROFESSIONAL]),
    ],
)
def test_only_those_the_form_allows_are_offered(relatives, professionals, offered):
    first, _details = representation.steps("el", relatives, professionals)

    assert first.key == WHO
    assert [option.key for option in first.questions[0].options] == offered


def test_a_form_that_allows_nobody_else_does_not_ask():
    assert representation.steps("el", relatives=False, professionals=False) == ()


@pytest.mark.parametrize(("relatives", "professionals"), [(True, False), (False, True), (True, True)])
def test_who_applies_for_themselves_sees_one_question_and_goes_on(relatives, professionals):
    first, _details = representation.steps("el", relatives, professionals)

    assert [question.key for question in first.questions] == [WHO]
    assert asked(relatives, professionals, {WHO: MYSELF}) == [WHO]


def test_a_relative_says_who_they_are_and_declares_their_authority():
    _first, details = representation.steps("el", relatives=True, professionals=True)

    assert asked(True, True, {WHO: RELATIVE}) == [WHO, NAME, RELATION, PHONE, EMAIL, AUTHORITY]
    assert next(question for question in details.questions if question.key == AUTHORITY).required


def test_a_professional_says_where_they_work_and_by_what_right_they_apply():
    answers = {WHO: PROFESSIONAL, GROUND: "agrees"}
    agreed = [WHO, NAME, SERVICE, ROLE, PHONE, EMAIL, GROUND]

    assert asked(True, True, answers) == agreed
    assert asked(True, True, answers | {GROUND: BY_DUTY}) == [*agreed, DUTY]


def test_a_relative_is_shown_no_question_for_professionals():
    _first, details = representation.steps("el", relatives=True, professionals=True)
    definition = Definition("Αίτηση", "el", representation.steps("el", True, True))

    form = StepForm(prefix="s", definition=definition, step=details, earlier={WHO: RELATIVE})

    assert list(form.fields) == [NAME, RELATION, PHONE, EMAIL, AUTHORITY]


def test_the_browser_fills_in_who_applies_and_not_whom_it_is_for():
    _first, details = representation.steps("el", relatives=True, professionals=False)
    theirs = Step("rest", "Rest", questions=(Question("text", "name", "Name", autocomplete="name"),))
    definition = Definition("Αίτηση", "el", (details, theirs))

    def tokens(step):
        form = StepForm(prefix="s", definition=definition, step=step, earlier={WHO: RELATIVE})
        return {field.widget.attrs.get("autocomplete") for field in form.fields.values()}

    assert {"name", "tel", "email"} <= tokens(details)
    assert tokens(theirs) == {"off"}


def test_mails_go_to_who_applies():
    definition = Definition("Αίτηση", "el", representation.steps("el", True, False))

    assert definition.email_of({WHO: RELATIVE, EMAIL: "kori@example.org"}) == "kori@example.org"


def test_it_is_kept_with_an_application():
    definition = Definition("Αίτηση", "el", representation.steps("el", True, True))

    class Version:
        content = definition.content

    assert Definition.from_version(Version) == definition


@pytest.mark.parametrize("language", ["el", "en"])
def test_its_words_are_in_the_forms_language_whatever_is_active(language):
    with translation.override("en"):
        one = representation.steps(language, True, True)
    with translation.override("el"):
        other = representation.steps(language, True, True)

    assert one == other


def test_who_applied_is_said_in_one_line():
    name = "Άννα Δοκιμή"

    assert representation.applied_by({WHO: RELATIVE, NAME: name, RELATION: "κόρη"}) == f"{name} (κόρη)"
    professional = {WHO: PROFESSIONAL, NAME: name, ROLE: "γιατρός", SERVICE: "Νοσοκομείο"}
    assert representation.applied_by(professional) == f"{name} (γιατρός, Νοσοκομείο)"


@pytest.mark.parametrize("answers", [{WHO: MYSELF}, {}])
def test_for_oneself_nobody_else_applied(answers):
    assert representation.is_for_oneself(answers)
    assert representation.applied_by(answers) == ""


def test_for_somebody_else_is_not_for_oneself():
    assert not representation.is_for_oneself({WHO: RELATIVE})

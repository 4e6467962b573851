"""The built-in step: who applies for whom."""

import pytest
from django.utils import translation

from forms import representation
from forms.definition import Definition
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


def asked(step, answers):
    """Keys of the questions that count, given the answers."""
    return [question.key for question in step.questions if question.shown_if.holds(answers)]


@pytest.mark.parametrize(
    ("relatives", "professionals", "offered"),
    [
        (True, False, [MYSELF, RELATIVE]),
        (False, True, [MYSELF, PROFESSIONAL]),
        (True, True, [MYSELF, RELATIVE, PROFESSIONAL]),
    ],
)
def test_only_those_the_form_allows_are_offered(relatives, professionals, offered):
    step = representation.step("el", relatives, professionals)

    assert step.key == WHO
    assert [option.key for option in step.questions[0].options] == offered


@pytest.mark.parametrize(("relatives", "professionals"), [(True, False), (False, True), (True, True)])
def test_who_applies_for_themselves_is_asked_nothing_else(relatives, professionals):
    assert asked(representation.step("el", relatives, professionals), {WHO: MYSELF}) == [WHO]


def test_a_relative_says_who_they_are_and_declares_their_authority():
    step = representation.step("el", relatives=True, professionals=True)

    assert asked(step, {WHO: RELATIVE}) == [WHO, NAME, RELATION, PHONE, EMAIL, AUTHORITY]
    assert next(question for question in step.questions if question.key == AUTHORITY).required


def test_a_professional_says_where_they_work_and_by_what_right_they_apply():
    step = representation.step("el", relatives=True, professionals=True)
    answers = {WHO: PROFESSIONAL, GROUND: "agrees"}

    assert asked(step, answers) == [WHO, NAME, SERVICE, ROLE, PHONE, EMAIL, GROUND]
    assert asked(step, answers | {GROUND: BY_DUTY}) == [*asked(step, answers), DUTY]


def test_an_answer_left_behind_asks_for_no_duty():
    step = representation.step("el", relatives=True, professionals=True)

    assert DUTY not in asked(step, {WHO: MYSELF})


def test_mails_go_to_who_applies():
    definition = Definition("Αίτηση", "el", (representation.step("el", True, False),))

    assert definition.email_of({WHO: RELATIVE, EMAIL: "kori@example.org"}) == "kori@example.org"


def test_it_is_kept_with_an_application():
    definition = Definition("Αίτηση", "el", (representation.step("el", True, True),))

    class Version:
        content = definition.content

    assert Definition.from_version(Version) == definition


@pytest.mark.parametrize("language", ["el", "en"])
def test_its_words_are_in_the_forms_language_whatever_is_active(language):
    with translation.override("en"):
        one = representation.step(language, True, True)
    with translation.override("el"):
        other = representation.step(language, True, True)

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

"""The sets of questions are sound. What stands in the one set aside is never told, not even by a failure."""

from collections import Counter

import pytest

from home.content.sources import read as read_content
from tests.engines.relevance.questions import CLASSES, NONSENSE, SETS, read


@pytest.fixture(scope="module")
def slugs():
    data = read_content("kilkis")
    return {entry["slug"] for entry in (*data["organisations"], *data["services"])}


@pytest.mark.parametrize("name", SETS)
def test_each_question_is_judged_in_known_terms(name, slugs):
    for question in read(name):
        is_sound = (
            question.kind in CLASSES
            and question.language in {"el", "en"}
            and question.text == question.text.strip() != ""
            and slugs.issuperset(question.grades)
            and {1, 2, 3}.issuperset(question.grades.values())
            and (question.kind == NONSENSE) == (not question.grades)
        )
        assert is_sound, question.id


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_asked_twice(name):
    questions = read(name)

    for asked in (
        [question.id for question in questions],
        [(question.language, question.text) for question in questions],
    ):
        assert max(Counter(asked).values()) == 1


def test_the_development_set_is_large_enough_in_every_class():
    questions = read("development")
    counts = Counter(question.kind for question in questions)

    assert len(questions) >= 200
    assert min(counts[kind] for kind in CLASSES) >= 8
    assert counts["needs"] >= 50
    assert counts["english"] >= 30
    assert counts[NONSENSE] >= 15


def test_each_service_and_office_is_an_answer_to_something(slugs):
    answers = {slug for question in read("development") for slug in question.grades}

    assert slugs == answers

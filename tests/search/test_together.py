"""What is asked for many objects at once, and only while they are together."""

import pytest
from wagtail.models import Locale

from search.together import at_once, together


@pytest.fixture
def asked():
    """Whom the question was about, each time it was asked."""
    return []


@pytest.fixture
def ask(asked):
    def ask(locales):
        asked.append([each.language_code for each in locales])
        return len(asked)

    return ask


@pytest.fixture
def locales():
    return [Locale(language_code=code) for code in ("el", "en", "fr")]


def test_those_who_are_together_are_asked_about_once(locales, ask, asked):
    with together(locales):
        answers = [at_once(each, ask) for each in (*locales, *locales)]

    assert answers == [1] * 6
    assert asked == [["el", "en", "fr"]]


def test_one_alone_is_asked_about_each_time(locales, ask, asked):
    assert [at_once(locales[0], ask), at_once(locales[0], ask)] == [1, 2]
    assert asked == [["el"], ["el"]]


def test_nothing_is_remembered_once_they_are_apart_even_after_a_fault(locales, ask, asked):
    def fail(locales):
        raise LookupError(ask(locales))

    with pytest.raises(LookupError), together(locales):
        at_once(locales[0], fail)

    assert at_once(locales[0], ask) == 2
    assert asked == [["el", "en", "fr"], ["el"]]


def test_groups_know_nothing_of_each_other(locales, ask, asked):
    with together(locales[:1]), together(locales[1:]):
        assert [at_once(each, ask) for each in locales] == [1, 2, 2]

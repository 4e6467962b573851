"""
How good the answers are, as a test: no class of question may fall below what was reached.

`bin/relevance` prints the same figures in seconds. Of the questions set aside only figures are told.
"""

import pytest
from django.core.management import call_command

from tests.engines.conftest import KINDS, SERVERS
from tests.engines.relevance.asking import scores
from tests.engines.relevance.evaluator import by_class, means, quiet, sensible, table
from tests.engines.relevance.questions import SETS, read
from tests.home.kilkis import kilkis, kilkis_content
from tests.search.meaning.plugin import meaning, meaning_process

__all__ = ["kilkis", "kilkis_content", "meaning", "meaning_process"]

ENGINES = ("embedded", *SERVERS)
LEAST = {
    "development": {
        "plain": 0.96,
        "inflected": 0.97,
        "capitals": 0.96,
        "greeklish": 0.95,
        "keyboard": 0.95,
        "slips": 0.95,
        "homophones": 0.96,
        "acronyms": 0.95,
        "needs": 0.89,
        "audiences": 0.93,
        "english": 0.94,
        "offices": 0.94,
        "long": 0.93,
        "several": 0.92,
        "short": 0.91,
        "all": 0.94,
    },
    "aside": {
        "plain": 0.93,
        "inflected": 0.97,
        "capitals": 0.92,
        "greeklish": 0.92,
        "keyboard": 0.96,
        "slips": 0.95,
        "homophones": 0.92,
        "acronyms": 0.87,
        "needs": 0.83,
        "audiences": 0.80,
        "english": 0.89,
        "offices": 0.84,
        "long": 0.78,
        "several": 0.93,
        "short": 0.93,
        "all": 0.90,
    },
}
"""nDCG@10 by class, and over `all`."""
LEAST_QUIET = {"development": 1.0, "aside": 0.93}
"""Share of nonsense that finds nothing."""
FAR = 0.02
"""No engine answers better or worse than another by more."""


@pytest.fixture(scope="module")
def asked():
    """Engine → set → scores. Asking takes seconds, so it is done once for all tests here."""
    return {}


@pytest.fixture
def answers(request, asked, kilkis, meaning, work_off, settings):
    """`answers(engine)`: set → scores, of an index of the whole Guide with meaning."""

    def of(engine):
        if engine not in asked:
            settings.SEARCH_URL = ""
            if engine != "embedded":
                settings.SEARCH_URL = f"{request.getfixturevalue('nodes')[engine].url}/relevance"
            call_command("rebuild_search", verbosity=0)
            work_off()
            name = "elasticsearch" if settings.SEARCH_URL else "embedded"
            asked[engine] = {questions: list(scores(read(questions), name)) for questions in SETS}
        return asked[engine]

    return of


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("engine", ENGINES)
def test_no_class_of_question_is_answered_worse_than_before(answers, engine, name):
    found = answers(engine)[name]

    reached = {kind: means(of_kind).ndcg for kind, of_kind in by_class(sensible(found)).items()}
    reached["all"] = means(sensible(found)).ndcg
    too_low = {kind: reached[kind] for kind, least in LEAST[name].items() if reached[kind] < least}
    assert too_low == {}, "\n" + table(found)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("engine", ENGINES)
def test_nonsense_finds_nothing(answers, engine, name):
    assert quiet(answers(engine)[name]) >= LEAST_QUIET[name]


@pytest.mark.servers
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_engines_answer_equally_well(answers, kind, name):
    embedded, server = (means(sensible(answers(engine)[name])).ndcg for engine in ("embedded", kind))

    assert server == pytest.approx(embedded, abs=FAR)

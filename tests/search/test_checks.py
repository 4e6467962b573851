import pytest
from django.core.checks import run_checks

from services_guide.models import Need, ServicePage


def ids():
    return [message.id for message in run_checks() if message.id and message.id.startswith("search.")]


def test_all_our_models_have_both_marks_or_neither():
    assert ids() == []


@pytest.mark.parametrize("mark", ["search_document", "searchable"])
def test_one_mark_without_the_other_is_an_error(monkeypatch, mark):
    monkeypatch.setattr(Need, mark, lambda self: None, raising=False)

    assert ids() == ["search.E001"]


def test_what_wants_to_be_found_is_a_source():
    from search.sources import sources

    assert sources()["services_guide.servicepage"] is ServicePage

"""What of a document is searched."""

import pytest

from search import analysis
from tests.search.factories import make_document


@pytest.mark.parametrize(
    "typed",
    [
        "2341099999",
        "23410 99999",
        "23410-99999",
        "(23410) 99999",
        "+30 2341099999",
        "0030 2341 099 999",
        "τηλ. 23410 99999",
    ],
)
def test_a_phone_number_is_understood_however_it_is_typed(typed):
    assert analysis.phone_in(typed) == "2341099999"


def test_a_phone_is_indexed_whole_and_by_its_last_digits():
    numbers = analysis.searched_words(make_document(phones=("23410 99998", "112")))["phone"].split()

    assert {"2341099998", "099998", "99998", "112"} <= set(numbers)
    assert "9998" not in numbers


@pytest.mark.parametrize(
    "change", [{"title": "Άλλο"}, {"names": ("x",)}, {"phones": ("1",)}, {"url": "/a/"}, {"body": "x"}]
)
def test_any_change_of_a_document_changes_its_digest(change):
    document = make_document(key="test.thing:1", slug="a", url="/b/")
    other = make_document(**{"key": "test.thing:1", "slug": "a", "url": "/b/", **change})

    assert analysis.digest(document) != analysis.digest(other)

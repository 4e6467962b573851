"""`check_search` holds what the meaning process knows against the content, and mends it."""

import pytest

from search import embedding
from search.meaning import Passages, keys
from search.nearness import phrase_key
from search.sources import key_of
from tests.search.test_commands import run
from tests.services_guide.factories import NeedFactory, make_guide, make_service

pytestmark = pytest.mark.django_db

SAID = "χρωστάω στη ΔΕΗ"


@pytest.fixture
def service(meaning, work_off):
    need = NeedFactory(name="Ρεύμα", slug="revma", phrases_typed=SAID)
    service = make_service(make_guide(), "Επίδομα θέρμανσης", needs=[need])
    run("rebuild_search")
    work_off()
    return service


def test_it_is_content_when_vectors_and_content_agree(service):
    code, out = run("check_search")

    assert code == 0
    assert "meaning: holds what the content says." in out


def test_it_tells_each_vector_that_is_missing_outdated_or_left_over_and_repairs_it(service, meaning):
    known = keys()
    office, said = key_of(service.organisation), phrase_key("need:revma", SAID)
    meaning.remove([office, said])
    meaning.put(
        {
            key_of(service): Passages("el", ["Κάτι άλλο"]),
            "services_guide.servicepage:0": Passages("el", ["Που δεν υπάρχει πια"]),
            phrase_key("need:revma", "άλλη φράση"): Passages("", ["άλλη φράση"], kind="phrase"),
        }
    )

    code, out = run("check_search")

    assert code == 1
    assert "Index and content differ: meaning." in out
    assert {line for line in out.splitlines() if "\t" in line} == {
        f"meaning\tmissing\t{office}",
        f"meaning\tmissing\t{said}",
        f"meaning\toutdated\t{key_of(service)}",
        "meaning\tsuperfluous\tservices_guide.servicepage:0",
        f"meaning\tsuperfluous\t{phrase_key('need:revma', 'άλλη φράση')}",
    }

    code, out = run("check_search", "--repair")

    assert code == 0
    assert "meaning: repaired." in out
    assert keys() == known


def test_what_cannot_be_described_is_no_fault_of_the_vectors(service, monkeypatch):
    def fail(self):
        raise ValueError("a fault in one object")

    monkeypatch.setattr(type(service), "search_document", fail)

    assert not embedding.differences()


def test_a_process_that_does_not_answer_is_told_and_nothing_else_is_kept_from_its_check(
    service, settings, tmp_path
):
    settings.SEARCH_INDEX_DIR = tmp_path
    run("rebuild_search")

    code, out = run("check_search", "--repair")

    assert code == 1
    assert "embedded: holds what the content says." in out
    assert "meaning: Meaning is away" in out


def test_where_meaning_is_off_nothing_is_said_of_it(service, settings):
    settings.SEARCH_MEANING = False

    code, out = run("check_search")

    assert (code, "meaning" in out) == (0, False)

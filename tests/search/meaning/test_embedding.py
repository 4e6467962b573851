"""What the meaning process knows follows the content and the phrases of editors, by way of the worker."""

import pytest

from search import embedding
from search.meaning import keys
from search.nearness import is_phrase, near, phrase_key
from search.sources import key_of
from tests.services_guide.factories import NeedFactory, make_guide, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(meaning, work_off):
    service = make_service(make_guide(), "Επίδομα θέρμανσης")
    work_off()
    return service


def test_what_is_published_is_near_and_what_is_hidden_is_forgotten(service, work_off):
    assert key_of(service) in near("λεφτά για πετρέλαιο", language="el").documents

    service.unpublish()
    work_off()

    assert key_of(service) not in keys()


def test_only_what_changed_is_known_otherwise(service, work_off):
    before = keys()

    service.summary = "Για όσους κρυώνουν τον χειμώνα."
    service.save_revision().publish()
    work_off()

    assert {key for key, digest in keys().items() if digest != before.get(key)} == {key_of(service)}


def test_going_through_everything_brings_what_is_missing_and_forgets_what_is_gone(service, meaning):
    known = keys()
    embedding.keep({key_of(service): None, "test.thing:1": None})
    assert key_of(service) not in keys()

    last = ""
    while last := embedding.refresh_next(last):
        pass

    assert keys() == known


def test_phrases_are_known_as_long_as_they_stand(meaning, work_off):
    need = NeedFactory(name="Ρεύμα", slug="revma", phrases_typed="μου έκοψαν το ρεύμα\nχρωστάω στη ΔΕΗ")
    work_off()
    assert phrase_key("need:revma", "χρωστάω στη ΔΕΗ") in keys()

    need.phrases_typed = "μου έκοψαν το ρεύμα"
    need.save()
    work_off()

    left = [key for key in keys() if is_phrase(key)]
    assert phrase_key("need:revma", "μου έκοψαν το ρεύμα") in left
    assert phrase_key("need:revma", "χρωστάω στη ΔΕΗ") not in left

"""An application on paper."""

import pytest

from forms.actions import casework
from forms.enums import AccessKind, State
from forms.models import Access
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address, household
from tests.forms.people import make_person
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def uploads_dir(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def who():
    return make_person()


@pytest.fixture
def row(centre, who):
    return household(of=centre, who=who)


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def test_it_holds_answers_files_and_decision_and_notes_only_on_request(at_work, row, who, nikos):
    factories.paper(row)
    casework.note(row, "Εσωτερική κουβέντα.", by=nikos, version=0)
    casework.decide(row, State.POSITIVE, "Πληροί τις προϋποθέσεις.", by=nikos, version=1)

    plain = at_work.get(address(row, "print"))
    noted = at_work.get(address(row, "print"), {"notes": "1"})

    for words in (row.reference, who.name, who.trouble, "tavtotita.png", "Πληροί τις προϋποθέσεις.", "nikos"):
        assert words in plain.text
    assert "Εσωτερική κουβέντα." not in plain.text
    assert "Εσωτερική κουβέντα." in noted.text
    assert plain["Cache-Control"] == "no-store, private"


def test_each_printing_is_recorded_and_one_with_amkas_as_revealing_too(at_work, row, who):
    assert who.amka not in at_work.get(address(row, "print")).text

    revealed = at_work.post(address(row, "print"), {"notes": "1"})

    assert who.amka in revealed.text
    assert row.answers["members"][0]["member_amka"] in revealed.text
    kinds = list(Access.objects.filter(application_id=row.pk).values_list("kind", flat=True))
    assert kinds == [AccessKind.PRINT, AccessKind.REVEAL, AccessKind.PRINT]


def test_others_find_nothing_to_print(client, row, stranger):
    sign_in(client, stranger)

    assert client.get(address(row, "print")).status_code == 404
    assert client.post(address(row, "print")).status_code == 404


def test_without_its_key_it_says_so(at_work, row, settings):
    from config.secrets import new_key

    settings.DATA_KEYS = [new_key()]

    assert "DATA_KEYS" in at_work.get(address(row, "print")).text

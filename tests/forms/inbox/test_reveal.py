"""AMKAs are covered until somebody asks for one, and asking leaves a trace."""

import re

import pytest

from forms import trail
from forms.actions import casework
from forms.enums import AccessKind
from forms.inbox.masking import Mask, mask_amka
from forms.models import Access, Application
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address, household
from tests.forms.people import make_amka, make_person, make_phone
from tests.signing_in import sign_in

OWN, OTHERS = "answer.amka", "answer.members.1.member_amka"


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


def test_no_amka_is_in_sight_before_somebody_asks_for_it(at_work, row, who, nikos):
    other = row.answers["members"][0]["member_amka"]
    spaced = f"{who.amka[:6]} {who.amka[6:]}"
    casework.note(row, f"Τηλεφώνησε, ΑΜΚΑ {spaced}.", by=nikos, version=0)
    casework.tell(row, f"Το ΑΜΚΑ σας είναι {who.amka}.", by=nikos, version=1)

    for page in (at_work.get(address(row)).text, at_work.get(address(row, "print") + "?notes=1").text):
        assert "•••••••••" + who.amka[-2:] in page
        assert "•••••••••" + other[-2:] in page
        assert not {who.amka, other, spaced} & set(re.findall(r"\d{6} ?\d{5}", page))


@pytest.mark.parametrize("place", [OWN, OTHERS])
def test_one_amka_is_shown_in_the_one_answer_to_who_asked_and_that_is_recorded(at_work, row, maria, place):
    numbers = {OWN: row.answers["amka"], OTHERS: row.answers["members"][0]["member_amka"]}

    response = at_work.post(address(row, "reveal"), {"place": place})

    assert {number for number in numbers.values() if number in response.text} == {numbers[place]}
    assert response["Cache-Control"] == "no-store, private"
    look = Access.objects.get(kind=AccessKind.REVEAL)
    assert (look.by, look.application_id, look.note) == (maria, row.pk, place)
    assert numbers[place] not in at_work.get(address(row)).text
    assert not any(number in str(at_work.session.items()) for number in numbers.values())


def test_an_amka_in_a_note_is_revealed_alone(at_work, row, who, nikos):
    casework.note(row, f"Το σωστό ΑΜΚΑ: {who.amka}", by=nikos, version=0)
    event = row.events.last()

    page = at_work.post(address(row, "reveal"), {"place": f"event.{event.pk}"}).text

    assert page.count(who.amka) == 1


def test_nothing_is_shown_that_could_not_be_recorded(at_work, row, who, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("The trail is full.")

    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        at_work.post(address(row, "reveal"), {"place": OWN})


def test_who_may_only_see_may_reveal_and_others_find_nothing(client, row, centre, stranger):
    sign_in(client, factories.worker("trainee", centre, actions=["view"]))
    assert client.post(address(row, "reveal"), {"place": OWN}).status_code == 200
    assert client.get(address(row, "reveal")).status_code == 405

    sign_in(client, stranger)
    assert client.post(address(row, "reveal"), {"place": OWN}).status_code == 404
    assert Access.objects.filter(kind=AccessKind.REVEAL).count() == 1


@pytest.mark.parametrize("place", ["", "Μαρία Παπαδοπούλου", "answer", "answer.amka; rm", "x" * 400])
def test_only_a_place_comes_into_the_trail(at_work, row, place):
    assert at_work.post(address(row, "reveal"), {"place": place}).status_code == 404
    assert not Access.objects.filter(kind=AccessKind.REVEAL).exists()


def test_the_applicants_own_words_are_covered_beside_the_greek_ones(at_work, row, who):
    english = factories.version(row_in_english())
    Application.objects.filter(pk=row.pk).update(version=english, language="en")

    page = at_work.get(address(row)).text

    assert "Your details" in page
    assert who.amka not in page
    assert page.count("•••••••••" + who.amka[-2:]) >= 2  # another may end in the same digits


def row_in_english():
    from dataclasses import replace

    from tests.forms.inbox.screen import HOUSEHOLD

    person, household_step = HOUSEHOLD.steps
    steps = (replace(person, title="Your details"), replace(household_step, title="Your household"))
    return replace(HOUSEHOLD, language="en", title="Homelessness certificate", steps=steps)


def test_what_is_an_amka_is_told_from_other_numbers():
    person = make_person()
    hidden = "•" * 9 + person.amka[-2:]

    assert mask_amka(f"ΑΜΚΑ:{person.amka}.") == f"ΑΜΚΑ:{hidden}."
    assert mask_amka(f"{person.amka}, {make_amka(person.born)}").count("•") == 18
    slip = person.amka[:-1] + str((int(person.amka[-1]) + 1) % 10)
    assert mask_amka(slip) == "•" * 9 + slip[-2:]
    for number in (
        make_phone(),
        "2341 350 200",
        "12/05/1980",
        "GR16 0110 1250 0000 0001 2300 695",
        "123456789",
    ):
        assert mask_amka(number) == number


def test_an_answer_that_should_be_an_amka_is_covered_whatever_it_is():
    assert Mask().over("99999", OWN, whole=True).text == "•••99"
    assert Mask().over("ΔΕΝ ΕΧΩ", OWN, whole=True).is_covered

"""An answer is put right (GDPR art. 16): what it said stays in the history."""

import pytest
from django.core import mail
from django.urls import reverse

from forms import notifications
from forms.actions import subject_access
from forms.definition import Definition, Question, Step
from forms.documents import held
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, LookupHash, Mail
from tests.forms.inbox import factories
from tests.forms.people import make_person
from tests.signing_in import sign_in

WITH_AMKA = Definition(
    title="Βεβαίωση",
    language="el",
    steps=(
        Step(
            "person",
            "Στοιχεία",
            questions=(
                Question("text", "name", "Ονοματεπώνυμο"),
                Question("amka", "amka", "ΑΜΚΑ", is_applicants=True),
                Question("email", "mail", "Ηλεκτρονική διεύθυνση", autocomplete="email"),
                Question("long_text", "more", "Κάτι άλλο;", required=False),
                Question("declaration", "true", "Τα στοιχεία είναι αληθή"),
                Question("group", "members", "Μέλη", questions=(Question("text", "who", "Όνομα"),)),
            ),
        ),
    ),
)


WITH_ADDRESS = Definition(
    title="Μετακόμιση",
    language="el",
    steps=(
        Step(
            "home",
            "Κατοικία",
            questions=(
                Question("address", "home", "Διεύθυνση"),
                Question("date", "moves", "Πότε μετακομίζετε;", period="future"),
            ),
        ),
    ),
)


def listing(application):
    return reverse("applications:corrections", args=[application.pk])


def detail_of(application):
    return reverse("applications:detail", args=[application.pk])


def address(application, key="name"):
    return reverse("applications:correct", args=[application.pk, key])


def correct(client, application, key, version=0, **typed):
    return client.post(address(application, key), {"version": version, "reason": "Τηλεφώνησε.", **typed})


def now(application):
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def worker(client, maria):
    sign_in(client, maria)
    return client


@pytest.fixture
def with_amka(centre):
    person = make_person()
    given = {
        "name": "Δοκιμή",
        "amka": person.amka,
        "mail": person.email,
        "more": f"Της κόρης: {make_person().amka}",
        "true": True,
        "members": [{"who": "Α"}],
    }
    return factories.application(of=centre, definition=WITH_AMKA, given=given)


def test_a_wrong_answer_is_put_right_and_its_history_kept(worker, application, maria):
    before = application.answers["name"]

    response = correct(worker, application, "name", answer="Το σωστό όνομα")

    detail = detail_of(application)
    assert (response.status_code, response.url) == (302, detail)
    assert now(application).answers == application.answers | {"name": "Το σωστό όνομα"}
    assert now(application).reference == application.reference
    event = application.events.get(kind=EventKind.CORRECTED)
    assert event.by == maria
    assert [before in event.text, "Το σωστό όνομα" in event.text, "Τηλεφώνησε." in event.text] == [True] * 3
    screen = worker.get(detail).text
    assert "Το σωστό όνομα" in screen
    assert before in screen
    assert Access.objects.filter(application_id=application.pk, note="corrected", by=maria).exists()


def test_one_chooses_among_the_answers_in_their_order(worker, application):
    page = worker.get(listing(application)).text

    places = [page.index(address(application, key)) for key in ("name", "born", "phone", "mail", "reasons")]
    assert places == sorted(places)
    assert address(application, "true") not in page
    assert listing(application) in worker.get(detail_of(application)).text


@pytest.mark.parametrize("key", ["true", "members", "nothing"])
def test_what_can_not_be_put_right_has_no_page(worker, with_amka, key):
    assert worker.get(address(with_amka, key)).status_code == 404
    assert correct(worker, with_amka, key, answer="x").status_code == 404


def test_it_is_found_by_the_right_phone_and_no_longer_by_the_wrong_one(worker, application):
    find = reverse("applications:find")
    phone = f"69{application.answers['phone'][-6:]}00"
    correct(worker, application, "phone", answer=phone)
    assert now(application).answers["phone"] == f"+30{phone}"

    detail = detail_of(application)
    assert detail in worker.post(find, {"what": phone}, follow=True).text
    assert detail not in worker.post(find, {"what": application.answers["phone"]}, follow=True).text
    assert LookupHash.objects.filter(application=application).count() == 2


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(worker, application):
    response = correct(worker, application, "mail", answer="nobody at nowhere", reason="")

    assert response.status_code == 422
    assert "nobody at nowhere" in response.text
    assert "Γράψτε πώς το γνωρίζετε." in response.text
    assert now(application).answers == application.answers


def test_the_same_answer_again_is_no_correction(worker, application):
    response = correct(worker, application, "name", answer=application.answers["name"])

    assert response.status_code == 422
    assert not application.events.filter(kind=EventKind.CORRECTED).exists()


def test_choices_and_dates_are_put_right_as_they_were_asked(worker, application):
    correct(worker, application, "reasons", answer=["loss"])
    born = {"answer-day": "2", "answer-month": "3", "answer-year": "1979"}
    correct(worker, application, "born", 1, **born)

    assert now(application).answers["reasons"] == ["loss"]
    assert now(application).answers["born"] == "1979-03-02"
    assert "12" in application.events.filter(kind=EventKind.CORRECTED).last().text


def test_an_answer_that_nobody_had_to_give_may_be_taken_away(worker, application):
    correct(worker, application, "more", answer="")

    assert now(application).answers["more"] == ""


def test_no_amka_is_in_sight_before_it_is_revealed(worker, with_amka):
    amka = with_amka.answers["amka"]
    other = make_person().amka
    in_text = with_amka.answers["more"].split()[-1]

    for page in (listing(with_amka), address(with_amka, "amka"), address(with_amka, "more")):
        text = worker.get(page).text
        assert amka not in text
        assert in_text not in text
    correct(worker, with_amka, "amka", answer=other)

    screen = worker.get(detail_of(with_amka)).text
    assert now(with_amka).answers["amka"] == other
    assert amka not in screen
    assert other not in screen


def test_a_guess_at_a_hidden_amka_is_not_answered(worker, with_amka):
    right, wrong = (
        correct(worker, with_amka, "amka", version=7, answer=amka).status_code
        for amka in (with_amka.answers["amka"], make_person().amka)
    )

    assert right == wrong == 409


def test_no_amka_stands_in_the_box_of_an_address(worker, centre):
    amka = make_person().amka
    given = {"home": {"street": f"ΑΜΚΑ {amka}", "postcode": "61100", "town": "Κιλκίς"}}
    row = factories.application(of=centre, definition=WITH_ADDRESS, given=given)

    assert amka not in worker.get(address(row, "home")).text


def test_a_page_that_shows_an_answer_is_on_the_trail_whatever_was_posted(worker, application, maria):
    correct(worker, application, "name", answer="", reason="")
    correct(worker, application, "name", version=9, answer="Άλλο")

    looks = Access.objects.filter(application_id=application.pk, kind=AccessKind.VIEW, by=maria)
    assert looks.count() == 2


def test_a_day_that_had_to_lie_ahead_may_have_passed_since(worker, centre):
    row = factories.application(of=centre, definition=WITH_ADDRESS, given={"moves": "2026-04-01"})
    typed = {"answer-day": "5", "answer-month": "3", "answer-year": "2026"}

    correct(worker, row, "moves", **typed)

    assert now(row).answers["moves"] == "2026-03-05"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(worker, application):
    Application.objects.update(lock_version=3)

    response = correct(worker, application, "name", answer="Άλλο όνομα")

    assert response.status_code == 409
    assert "Άλλο όνομα" in response.text
    assert now(application).answers == application.answers


def test_the_applicant_is_told_that_something_was_corrected_never_what(worker, with_amka, work_off):
    correct(worker, with_amka, "mail", answer="right@example.org")
    work_off()

    (told,) = mail.outbox
    assert told.to == ["right@example.org"]
    assert "right@" not in told.body
    assert with_amka.answers["mail"] not in told.body


def test_what_has_not_left_yet_goes_to_the_right_address(worker, with_amka):
    waiting = notifications.owe_mail(with_amka, "received", with_amka.answers["mail"])
    came_back = notifications.owe_mail(with_amka, "news", with_amka.answers["mail"])
    Mail.objects.filter(pk=came_back.pk).update(given_up_at=with_amka.sent_at, last_error="Refused")

    correct(worker, with_amka, "mail", answer="right@example.org")

    assert Mail.objects.get(pk=waiting.pk).recipient == "right@example.org"
    failed = Mail.objects.get(pk=came_back.pk)
    assert notifications.begin_anew(failed)
    assert Mail.objects.get(pk=came_back.pk).recipient == "right@example.org"


def test_what_waits_for_an_address_that_is_taken_away_is_not_sent(worker, application):
    mail = notifications.owe_mail(application, "received", application.answers["mail"])

    correct(worker, application, "mail", answer="")

    assert not Mail.objects.filter(pk=mail.pk).exists()


def test_also_what_was_decided_is_put_right(worker, application, maria):
    Application.objects.update(state=State.POSITIVE, decided_at=application.sent_at, decided_by=maria)

    correct(worker, application, "name", answer="Το σωστό όνομα")

    assert now(application).answers["name"] == "Το σωστό όνομα"


def test_of_what_was_anonymised_nothing_can_be_corrected(worker, application):
    Application.objects.update(anonymised_at=application.sent_at)

    assert worker.get(address(application)).status_code == 404


def test_the_person_is_handed_the_corrections_too(worker, application):
    correct(worker, application, "name", answer="Το σωστό όνομα")

    (read,) = (
        entry["text"]
        for entry in subject_access.readable(now(application))["history"]
        if entry["what"] == EventKind.CORRECTED
    )
    assert application.answers["name"] in read
    on_paper = held.particulars(now(application), with_notes=True)
    assert [read] == [event["text"] for event in on_paper["history"] if event["text"]]
    assert on_paper["notes"] == []
    assert "Το πρόσωπο το παίρνει, αν το ζητήσει" in worker.get(detail_of(application)).text


def test_who_only_looks_corrects_nothing(client, centre, application):
    sign_in(client, factories.worker("looks", centre, actions=["view"]))

    assert client.get(listing(application)).status_code == 404
    assert correct(client, application, "name", answer="x").status_code == 404
    assert listing(application) not in client.get(detail_of(application)).text

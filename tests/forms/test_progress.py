"""How an application stands, for its sender: found by reference and second fact, and by nothing else."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail as outgoing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms import receipt_code, reference
from forms.actions import casework, changing
from forms.enums import ENDED, EventKind, State
from forms.models import Application, Mail, Tally, WorkflowState
from forms.workflow import PUBLIC, TOLD_OF
from tests.forms.factories import make_application, make_english
from tests.forms.inbox.factories import worker
from tests.forms.people import make_person

GREEK_KEYBOARD = str.maketrans("CDFGJLRVWQ", "ΨΔΦΓΞΛΡΩΣ;")


@pytest.fixture
def application(form_page, person):
    return make_application(form_page, person)


@pytest.fixture
def clerk(application):
    return worker("maria", application.unit)


@pytest.fixture
def sender(client, application):
    """Somebody at the page of progress who knows what a sender knows."""
    return Sender(client, application)


class Sender:
    URL = "/aitiseis/poreia/"
    ONE = f"{URL}aitisi/"

    def __init__(self, client, application):
        self.client, self.application = client, application
        self.reference, self.code = application.reference, receipt_code.of(application.pk)

    def ask(self, number=None, fact=None):
        given = {"reference": self.reference if number is None else number}
        return self.client.post(self.URL, given | {"fact": self.code if fact is None else fact})

    def look(self, url=None):
        return unescape(self.client.get(url or self.ONE).content.decode())

    def enter(self):
        assert self.ask().url == self.ONE
        return self


def letters_swapped(text):
    return text.replace(text[0], next(c for c in reference.ALPHABET if c != text[0]))


def test_reference_and_receipt_code_lead_to_the_application(sender):
    sender.enter()

    page = sender.look()
    assert str(PUBLIC[State.RECEIVED].label) in page
    assert sender.reference in page


@pytest.mark.parametrize("fact", ["phone", "email", "amka"])
def test_what_was_given_in_the_application_serves_as_second_fact(sender, person, fact):
    assert sender.ask(fact=getattr(person, fact)).url == Sender.ONE


def test_facts_are_read_as_the_form_read_them(sender, person):
    national = person.phone.removeprefix("+30")
    code = sender.code.lower().replace("-", " ")
    amka = f" {person.amka[:6]}-{person.amka[6:]} "
    for typed in (f"{national[:4]} {national[4:]}", f"0030{national}", person.email.upper(), amka, code):
        assert sender.ask(fact=typed).url == Sender.ONE, typed


@pytest.mark.parametrize("spoilt", [str.lower, lambda text: text.replace("-", ""), lambda text: f" {text} ",
                                    lambda text: text.translate(GREEK_KEYBOARD)])  # fmt: skip
def test_a_reference_is_read_however_it_was_typed(sender, spoilt):
    assert sender.ask(number=spoilt(sender.reference), fact=spoilt(sender.code)).url == Sender.ONE


def wrong_tries(sender, person):
    stranger = make_person()
    other = reference.make()
    return {
        "no such reference": (other, sender.code),
        "no such reference, right phone": (other, person.phone),
        "wrong code": (sender.reference, letters_swapped(sender.code)),
        "wrong phone": (sender.reference, stranger.phone),
        "wrong e-mail": (sender.reference, stranger.email),
        "wrong AMKA": (sender.reference, stranger.amka),
        "name": (sender.reference, person.name),
    }


def test_every_wrong_try_gets_the_same_answer(sender, person):
    pages = set()
    for number, fact in wrong_tries(sender, person).values():
        sender.client.cookies.clear()
        response = sender.ask(number, fact)
        assert response.status_code == 302
        assert response.url == f"{Sender.URL}?again=1"
        page = sender.look(response.url)
        assert sender.client.get(Sender.ONE).url == f"{Sender.URL}?over=1"
        pages.add(re.sub(r'(name="csrfmiddlewaretoken"|) value="[^"]*"', "", page))

    assert len(pages) == 1


def test_every_wrong_try_takes_the_same_work(sender, person):
    """The same statements in the same order, whether the reference exists or not."""
    sender.ask()  # so that Wagtail knows its addresses by heart
    works = {}
    for what, (number, fact) in wrong_tries(sender, person).items():
        Tally.objects.all().delete()
        sender.client = Client()
        with CaptureQueriesContext(connection) as queries:
            sender.ask(number, fact)
        works[what] = [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", query["sql"]) for query in queries]

    first, *others = works.values()
    assert any("lookuphash" in statement for statement in first)
    assert others == [first] * len(others)


def test_what_was_typed_is_there_again_and_lies_nowhere_in_clear(sender, person):
    sender.ask(letters_swapped(sender.reference), person.phone)

    page = sender.look(f"{Sender.URL}?again=1")

    assert person.phone in page
    assert "error-summary" in page
    held = str(dict(sender.client.session))
    assert person.phone not in held
    assert letters_swapped(sender.reference) not in held


def test_an_empty_field_says_what_is_missing(sender):
    page = sender.look(sender.ask(number="", fact="").url)

    assert page.count('class="field field--invalid"') == 2


def test_after_ten_tries_in_ten_minutes_comes_a_pause(sender, person):
    with time_machine.travel("2026-11-05T10:00:01+02:00", tick=False) as clock:
        for _ in range(10):
            assert sender.ask(fact="wrong").status_code == 302
        refused = sender.ask()
        assert refused.status_code == 429
        assert refused["Retry-After"]
        assert "no-store" in refused["Cache-Control"]
        clock.shift(600)
        assert sender.ask().url == Sender.ONE


def test_tries_at_one_reference_are_counted_from_all_addresses_together(sender):
    answers = []
    with time_machine.travel("2026-11-05T10:00:01+02:00", tick=False):
        for number in range(11):
            sender.client = Client(REMOTE_ADDR=f"192.0.2.{number}")
            answers.append(sender.ask(fact="wrong").status_code)

    assert answers == [302] * 10 + [429]


def test_it_is_known_for_half_an_hour(sender):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sender.enter()
        clock.shift(29 * 60)
        assert sender.client.get(Sender.ONE).status_code == 200
        clock.shift(61)
        assert sender.client.get(Sender.ONE).url == f"{Sender.URL}?over=1"


def test_closing_the_page_ends_it_at_once(sender):
    sender.enter()
    assert sender.client.post(Sender.ONE, {"finish": "1"}).url == Sender.URL

    assert sender.client.get(Sender.ONE).url == f"{Sender.URL}?over=1"


def test_the_session_knows_only_which_application(sender, person):
    sender.enter()

    held = sender.client.session["progress"]
    assert set(held) == {"id", "at"}
    assert not [
        mark for mark in [*person.marks, sender.reference] if mark in str(dict(sender.client.session))
    ]


@pytest.mark.parametrize("address", [Sender.URL, Sender.ONE, f"{Sender.URL}aposyrsi/"])
def test_no_copy_of_these_pages_is_kept(sender, address):
    response = sender.enter().client.get(address)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_session_with_nonsense_in_it_is_one_without_anything(sender):
    for nonsense in ("x", {"id": "x", "at": "y"}, {"id": str(sender.application.pk), "at": "2030-01-01"}):
        session = sender.client.session
        session["progress"] = nonsense
        session["aside"] = {"progress_note": "not sealed"}
        session.save()
        assert sender.client.get(Sender.ONE).url == f"{Sender.URL}?over=1"
        assert sender.client.get(f"{Sender.URL}?again=1").status_code == 200


def test_every_state_has_public_words_and_no_outcome_shows(sender, clerk):
    assert set(PUBLIC) == set(State)
    assert PUBLIC[State.POSITIVE] is PUBLIC[State.NEGATIVE] is PUBLIC[State.CLOSED]

    pages = set()
    for outcome in (State.POSITIVE, State.NEGATIVE):
        Application.objects.update(state=State.RECEIVED, decided_at=None, decided_by=None, lock_version=0)
        sender.application.events.exclude(kind=EventKind.SENT).delete()
        casework.decide(sender.application, outcome, "Η αιτιολογία", by=clerk, version=0)
        page = sender.enter().look()
        assert "Η αιτιολογία" not in page
        pages.add(re.sub(r'value="[^"]*"|datetime="[^"]*"|\d\d:\d\d', "", page))
    assert len(pages) == 1


def test_a_message_is_new_until_its_reader_has_seen_it(sender, clerk):
    casework.tell(sender.application, "Σας καλούμε αύριο.", by=clerk, version=0)

    first, second = sender.enter().look(), sender.look()

    assert 'href="#happened"' in first
    assert first.count('class="tag tag--wait"') == 1
    assert 'href="#happened"' not in second
    assert 'class="tag tag--wait"' not in second
    assert "Σας καλούμε αύριο." in second


def test_an_own_label_of_the_form_is_read_in_the_language_of_the_application(client, form_page, person):
    words = {"el": {"public": "Το κοιτάμε μαζί"}, "en": {"public": "We are looking at it together"}}
    WorkflowState.objects.create(form=form_page.translation_key, state=State.RECEIVED, words=words)
    greek = Sender(client, make_application(form_page, person))

    assert "<h1>Το κοιτάμε μαζί</h1>" in greek.enter().look()


def test_notes_and_names_of_staff_stay_in_the_office(sender, clerk):
    casework.take(sender.application, by=clerk, version=0)
    casework.note(sender.application, "Εσωτερική σημείωση", by=clerk, version=1)

    page = sender.enter().look()
    assert "Εσωτερική" not in page
    assert "maria" not in page
    assert EventKind.NOTED not in TOLD_OF


def test_staff_write_to_the_applicant_also_after_a_decision(sender, clerk, person, work_off):
    casework.decide(sender.application, State.POSITIVE, "Ναι", by=clerk, version=0)
    casework.tell(sender.application, "Περάστε να πάρετε τη βεβαίωση.", by=clerk, version=1)
    work_off()

    assert "Περάστε να πάρετε τη βεβαίωση." in sender.enter().look()
    assert [message.to for message in outgoing.outbox] == [[person.email]] * 3
    assert not [message for message in outgoing.outbox if "βεβαίωση" in message.body]


def test_a_date_is_promised_and_when_it_passes_we_say_so(sender, form_page):
    form_page.answer_days = 10
    form_page.save_revision().publish()
    sent = timezone.localtime(sender.application.sent_at)
    with time_machine.travel(sent, tick=False) as clock:
        assert not sender.enter().client.get(Sender.ONE).context["is_late"]
        clock.move_to(sent + timedelta(days=11))
        answer = sender.enter().client.get(Sender.ONE)
    assert answer.context["is_late"]
    assert (answer.context["answer_by"] - sent.date()).days == 10


def test_the_page_stays_readable_when_the_form_is_gone(sender, form_page):
    form_page.delete()

    assert sender.enter().client.get(Sender.ONE).status_code == 200


def test_an_application_whose_key_is_gone_still_shows_its_state(sender):
    Application.objects.update(sealed_content=b"\x01" + bytes(60))

    response = sender.enter().client.get(Sender.ONE)
    assert response.status_code == 200
    assert response.context["reference"] == ""


def test_an_anonymised_application_is_found_no_more(sender):
    Application.objects.update(anonymised_at=timezone.now())

    assert sender.ask().url == f"{Sender.URL}?again=1"


def test_it_speaks_english_below_en(client, form_page, person):
    row = make_application(make_english(form_page), person)
    Sender(client, row)
    given = {"reference": row.reference, "fact": receipt_code.of(row.pk)}

    assert client.post("/en/aitiseis/poreia/", given).url == "/en/aitiseis/poreia/aitisi/"
    page = client.get("/en/aitiseis/poreia/aitisi/").content.decode()
    assert "It has arrived" in page
    assert "Nobody has begun to work on it yet" in page


# Withdrawing -----------------------------------------------------------------


def withdraw(sender):
    return sender.client.post(f"{Sender.URL}aposyrsi/")


def test_withdrawing_asks_first_and_then_ends_everything(sender, person):
    sender.enter()
    assert sender.client.get(f"{Sender.URL}aposyrsi/").status_code == 200
    assert Application.objects.get().state == State.RECEIVED

    assert withdraw(sender).url == Sender.ONE

    row = Application.objects.get()
    assert row.state == State.WITHDRAWN
    assert row.decided_at
    assert row.keep_until
    assert row.lock_version == 1
    assert row.events.last().kind == EventKind.WITHDRAWN
    assert [mail.template for mail in Mail.objects.waiting()] == ["withdrawn"]


def test_whoever_gave_an_address_has_it_confirmed_that_the_application_was_withdrawn(
    sender, person, work_off
):
    withdraw(sender.enter())
    work_off()

    [message] = outgoing.outbox
    assert message.to == [person.email]
    assert sender.reference in message.body
    for mark in [*person.marks, sender.application.form_title]:
        assert mark not in message.subject + message.body.replace(person.email, "")


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_can_not_be_withdrawn(sender, clerk, state):
    decider = None if state == State.WITHDRAWN else clerk
    Application.objects.update(state=state, decided_at=timezone.now(), decided_by=decider)
    sender.enter()

    assert sender.client.get(f"{Sender.URL}aposyrsi/").url == Sender.ONE
    withdraw(sender)
    assert Application.objects.get().state == state
    assert not sender.application.events.filter(kind=EventKind.WITHDRAWN).exists()


def test_withdrawing_twice_is_once(sender):
    sender.enter()
    withdraw(sender)
    withdraw(sender)

    assert sender.application.events.filter(kind=EventKind.WITHDRAWN).count() == 1


def test_nobody_withdraws_what_they_have_not_named(sender):
    assert withdraw(sender).url == f"{Sender.URL}?over=1"
    assert Application.objects.get().state == State.RECEIVED


def test_staff_change_nothing_that_was_withdrawn(sender, clerk):
    sender.enter()
    withdraw(sender)

    with pytest.raises(changing.AlreadyWithdrawn):
        casework.decide(sender.application, State.POSITIVE, "Ναι", by=clerk, version=1)
    with pytest.raises(changing.AlreadyWithdrawn):
        casework.tell(sender.application, "Γεια", by=clerk, version=1)
    assert Application.objects.get().state == State.WITHDRAWN

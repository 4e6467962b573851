"""The actions of case work."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from forms.actions import casework, changing
from forms.enums import OPEN, AccessKind, EventKind, State
from forms.models import Access, Application, Event
from forms.workflow import closing_reasons, next_states
from tests.forms.inbox import factories


def test_taking_assigns_and_is_recorded(application, maria):
    taken = casework.take(application, by=maria, version=0)

    assert taken.assignee == maria
    assert taken.lock_version == 1
    event = taken.events.last()
    assert (event.kind, event.by, event.assignee) == (EventKind.TAKEN, maria, maria)


def test_an_older_version_is_refused(application, maria, nikos):
    casework.note(application, "Τηλεφώνησε.", by=maria, version=0)

    with pytest.raises(changing.ChangedMeanwhile):
        casework.take(application, by=nikos, version=0)

    application.refresh_from_db()
    assert application.assignee is None


def test_a_taken_application_is_not_taken_again(application, maria, nikos):
    casework.take(application, by=maria, version=0)

    with pytest.raises(changing.AlreadyTaken):
        casework.take(application, by=nikos, version=1)


def test_only_an_assigned_application_is_put_back(application, maria):
    with pytest.raises(changing.NotInTurn):
        casework.release(application, by=maria, version=0)

    casework.take(application, by=maria, version=0)
    assert casework.release(application, by=maria, version=1).assignee is None


def test_a_supervisor_gives_it_to_somebody_else(application, maria, nikos, supervisor):
    casework.take(application, by=maria, version=0)

    assert casework.assign(application, to=nikos, by=supervisor, version=1).assignee == nikos


def test_a_note_is_sealed(application, maria):
    casework.note(application, "Μένει μόνη της.", by=maria, version=0)

    event = application.events.get(kind=EventKind.NOTED)
    assert event.text == "Μένει μόνη της."
    assert "Μένει" not in bytes(event.sealed_text).decode("utf-8", "replace")


@pytest.mark.parametrize("state", State)
def test_a_state_follows_only_where_the_workflow_says_so(application, maria, state):
    if state in next_states(application.state, application.form):
        assert casework.change_state(application, state, by=maria, version=0).state == state
    else:
        with pytest.raises(changing.NotInTurn):
            casework.change_state(application, state, by=maria, version=0)


@pytest.mark.parametrize("outcome", [State.POSITIVE, State.NEGATIVE])
def test_a_decision_is_recorded_with_its_reason(application, maria, outcome):
    decided = casework.decide(application, outcome, "Πληροί τα κριτήρια.", by=maria, version=0)

    assert (decided.state, decided.decided_by) == (outcome, maria)
    assert decided.events.last().text == "Πληροί τα κριτήρια."


def test_closing_keeps_its_reason_and_the_words_of_that_day(application, maria):
    reason = closing_reasons().get(slug="no-contact")

    closed = casework.close(application, reason, "Τρεις κλήσεις.", by=maria, version=0)

    assert (closed.state, closed.closing_reason, closed.decided_by) == (State.CLOSED, reason, maria)
    reason.label = {"el": "Άλλαξε όνομα"}
    reason.save()
    assert closed.events.last().text == "Δεν μπορέσαμε να επικοινωνήσουμε\nΤρεις κλήσεις."


@pytest.mark.parametrize("state", [*OPEN, State.CLOSED])
def test_an_open_state_is_no_decision(application, maria, state):
    with pytest.raises(changing.NotInTurn):
        casework.decide(application, state, "Γιατί;", by=maria, version=0)


def test_a_decision_is_final(application, maria, nikos):
    casework.decide(application, State.NEGATIVE, "Ελλιπή στοιχεία.", by=maria, version=0)

    for attempt in (
        lambda: casework.decide(application, State.POSITIVE, "Όχι.", by=nikos, version=1),
        lambda: casework.take(application, by=nikos, version=1),
        lambda: casework.release(application, by=nikos, version=1),
        lambda: casework.assign(application, to=nikos, by=nikos, version=1),
        lambda: casework.change_state(application, State.IN_REVIEW, by=nikos, version=1),
    ):
        with pytest.raises(changing.AlreadyDecided):
            attempt()
    application.refresh_from_db()
    assert (application.state, application.lock_version) == (State.NEGATIVE, 1)


def test_a_decided_application_still_takes_notes(application, maria):
    casework.decide(application, State.POSITIVE, "Πληροί.", by=maria, version=0)

    casework.note(application, "Ενημερώθηκε τηλεφωνικά.", by=maria, version=1)

    assert application.events.last().kind == EventKind.NOTED


@pytest.mark.parametrize(
    "wrong", [{"state": State.POSITIVE}, {"state": State.POSITIVE, "decided_at": "2026-01-01T00:00Z"}]
)
def test_the_database_refuses_a_decision_without_a_decider(application, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(**wrong)


def test_each_action_is_one_event_and_one_version(application, maria):
    casework.take(application, by=maria, version=0)
    casework.change_state(application, State.IN_REVIEW, by=maria, version=1)
    casework.note(application, "Σημείωση.", by=maria, version=2)
    casework.decide(application, State.POSITIVE, "Ναι.", by=maria, version=3)

    application.refresh_from_db()
    assert application.lock_version == application.events.exclude(kind=EventKind.SENT).count() == 4


def test_a_change_and_its_event_stand_or_fall_together(application, maria, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("The disk is full.")

    monkeypatch.setattr(Application, "save", fail)
    with pytest.raises(OSError, match="disk"):
        casework.take(application, by=maria, version=0)

    assert not Event.objects.filter(kind=EventKind.TAKEN).exists()


def test_a_look_is_recorded_and_the_first_one_marks_it_read(application, maria, nikos):
    casework.show(application, to=maria)
    first = Application.objects.get().first_read_at
    casework.show(application, to=nikos)

    assert Application.objects.get().first_read_at == first is not None
    assert list(Access.objects.values_list("kind", "application_id", "by__username")) == [
        (AccessKind.VIEW, application.pk, "maria"),
        (AccessKind.VIEW, application.pk, "nikos"),
    ]


@pytest.mark.django_db(transaction=True)
def test_taken_by_eight_at_once_it_goes_to_one():
    application = factories.application()
    people = [factories.worker(f"worker{n}", application.unit) for n in range(8)]
    start, outcomes_seen = threading.Barrier(len(people)), []

    def take(person):
        start.wait()
        try:
            casework.take(application, by=person, version=0)
            outcomes_seen.append("taken")
        except changing.ChangedMeanwhile:
            outcomes_seen.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes_seen) == ["refused"] * 7 + ["taken"]
    assert Event.objects.filter(kind=EventKind.TAKEN).count() == 1

"""States as data of a form: what they are called, which are used, and why an application was closed."""

import re
import uuid
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from forms.actions import casework, changing
from forms.enums import DECIDED, OPEN, State
from forms.inbox.entries import MessageEntry, PapersEntry
from forms.models import Access, Application, ClosingReason, WorkflowState
from forms.permissions import ACTIONS
from forms.workflow import FOLLOWS, PUBLIC, may_follow, next_states, outcomes, public_state, staff_label
from tests.forms.factories import make_application
from tests.forms.inbox import factories
from tests.signing_in import sign_in

WORKFLOWS = reverse("applications:workflows")
REASONS = reverse("applications:reasons")


@pytest.fixture
def application(form_page):
    return make_application(form_page)


@pytest.fixture
def supervisor(application):
    return factories.worker("supervisor", application.unit, actions=[*ACTIONS])


@pytest.fixture
def clerk(application):
    return factories.worker("maria", application.unit)


@pytest.fixture
def screen(client, supervisor, application):
    """The supervisor at the states of the form."""
    sign_in(client, supervisor)
    return Screen(client, reverse("applications:workflow", args=[application.form]))


class Screen:
    """A page with a form, posted back as it stands but for what is changed."""

    def __init__(self, client, url):
        self.client, self.url = client, url

    def fields(self):
        page = self.client.get(self.url).content.decode()
        found = {}
        for tag in re.findall(r"<(?:input|textarea)\b[^>]*>(?:[^<]*</textarea>)?", page):
            name = re.search(r'\bname="([^"]*)"', tag)
            if not name or ('type="checkbox"' in tag and "checked" not in tag):
                continue
            area = re.search(r">\s*([^<]*)</textarea>", tag)
            value = re.search(r'\bvalue="([^"]*)"', tag)
            found[name[1]] = unescape(area[1] if area else value[1] if value else "")
            if 'type="checkbox"' in tag:
                found[name[1]] = "on"
        return found

    def save(self, *, without=(), **changed):
        changed = {name.replace("__", "-"): value for name, value in changed.items()}
        return self.send(
            {name: value for name, value in (self.fields() | changed).items() if name not in without}
        )

    def send(self, data):
        return self.client.post(self.url, data)


def test_saving_unchanged_keeps_what_is_usual(screen, application):
    response = screen.save()

    assert response.url == WORKFLOWS
    assert WorkflowState.objects.filter(form=application.form).count() == len(State)
    assert public_state(application) == PUBLIC[State.RECEIVED]
    with translation.override("en"):
        assert staff_label(application) == "Received"
    application.refresh_from_db()
    assert application.due_on


def test_a_form_s_own_words_are_read_by_staff_and_applicants_in_each_language(screen, application, client):
    screen.save(
        received__staff__el="Νέο αίτημα",
        received__public__el="Το λάβαμε",
        received__meaning__en="We will read it <soon>.",
    )

    with translation.override("el"):
        assert staff_label(application) == "Νέο αίτημα"
        assert public_state(application).label == "Το λάβαμε"
        assert public_state(application).meaning == PUBLIC[State.RECEIVED].meaning
    with translation.override("en"):
        assert public_state(application).label == PUBLIC[State.RECEIVED].label
        assert public_state(application).meaning == "We will read it <soon>."
    page = client.get(reverse("applications:detail", args=[application.pk])).content.decode()
    assert "Νέο αίτημα" in page
    page = screen.client.get(screen.url).content.decode()
    assert "We will read it &lt;soon&gt;." in page


def test_every_outcome_reads_alike_to_its_sender(screen, application, clerk):
    screen.save(
        ended__public__el="Τελειώσαμε", positive__staff__el="Εγκρίθηκε", negative__staff__el="Απορρίφθηκε"
    )

    told = set()
    with translation.override("el"):
        for outcome in DECIDED:
            application.state = outcome
            told.add(public_state(application))
        assert [each.label for each in told] == ["Τελειώσαμε"]
        application.state = State.NEGATIVE
        assert staff_label(application) == "Απορρίφθηκε"


def test_a_state_that_a_form_does_not_use_is_offered_to_nobody_and_refused(
    screen, application, clerk, client
):
    screen.save(without={"waiting-used", "negative-used", "closed-used"})

    assert outcomes(State.IN_REVIEW, application.form) == [State.POSITIVE]
    with pytest.raises(changing.NotInTurn):
        casework.ask_for_papers(application, "Ταυτότητα", by=clerk, version=0)
    with pytest.raises(changing.NotInTurn):
        casework.close(application, ClosingReason.objects.first(), by=clerk, version=0)
    page = client.get(reverse("applications:detail", args=[application.pk])).content.decode()
    assert reverse("applications:papers", args=[application.pk]) not in page
    assert reverse("applications:decide", args=[application.pk]) in page
    assert reverse("applications:close", args=[application.pk]) not in page


def test_an_application_in_a_state_that_is_no_longer_used_goes_on(screen, application, clerk):
    waiting = casework.ask_for_papers(application, "Ταυτότητα", by=clerk, version=0)
    screen.save(without={"waiting-used"})

    assert casework.change_state(waiting, State.IN_REVIEW, by=clerk, version=1).state == State.IN_REVIEW


def test_a_form_without_any_end_is_not_saved_and_nothing_typed_is_lost(screen):
    response = screen.save(
        without={"positive-used", "negative-used", "closed-used"}, received__staff__el="Μόλις ήρθε"
    )

    assert response.status_code == 422
    assert "Μόλις ήρθε" in response.content.decode()
    assert not WorkflowState.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"received__days": "-1"}, {"received__warning": "x"}, {"received__public__el": "α" * 61}]
)
def test_what_can_not_be_is_not_saved(screen, wrong):
    assert screen.save(**wrong).status_code == 422
    assert not WorkflowState.objects.exists()


def test_two_supervisors_do_not_overwrite_each_other_unseen(screen):
    old = screen.fields()
    screen.save(received__staff__el="Πρώτη")

    response = screen.send(old | {"received-staff-el": "Δεύτερη"})

    assert response.status_code == 409
    assert "Δεύτερη" in response.content.decode()
    row = WorkflowState.objects.get(state=State.RECEIVED)
    assert row.words["el"]["staff"] == "Πρώτη"


def test_only_who_assigns_applications_of_a_form_arranges_its_states(client, application, clerk):
    url = reverse("applications:workflow", args=[application.form])
    other_form = factories.worker("other", application.unit, actions=["view", "assign"], form=uuid.uuid4())
    stranger = factories.worker("stranger", factories.unit("Άλλη μονάδα"), actions=[*ACTIONS])
    for person in (clerk, other_form, stranger):
        sign_in(client, person)
        assert client.get(url).status_code == client.post(url).status_code == 404, person
    sign_in(client, clerk)
    for address in (WORKFLOWS, REASONS, reverse("applications:mails"), reverse("applications:retry_mails")):
        assert client.get(address).status_code in (404, 405)
        assert client.post(address).status_code in (404, 405)


def test_a_form_whose_page_was_deleted_is_still_arranged(screen, application, form_page, client):
    form_page.delete()

    assert application.form_title in client.get(WORKFLOWS).content.decode()
    screen.save(received__staff__el="Παλιό αίτημα")
    with translation.override("el"):
        assert staff_label(Application.objects.get()) == "Παλιό αίτημα"


def test_a_change_of_states_is_on_the_trail(screen, application, supervisor):
    screen.save(received__staff__el="Νέο")

    row = Access.objects.filter(by=supervisor).latest("pk")
    assert row.kind == "changed"
    assert str(application.form) in row.note
    assert "Νέο" not in row.note


def test_nothing_follows_an_end_and_every_open_state_leads_to_one(db):
    form = uuid.uuid4()
    for state in State:
        following = [each for each in State if may_follow(each, state, form)]
        assert bool(following) == (state in OPEN)
        assert state not in OPEN or {*DECIDED, State.WITHDRAWN} <= set(following)
        assert set(next_states(state, form)) <= set(FOLLOWS.get(state, []))


# Reasons for closing ---------------------------------------------------------


@pytest.fixture
def reasons(client, supervisor):
    sign_in(client, supervisor)
    return Screen(client, REASONS)


def named(slug):
    return f"reason-{ClosingReason.objects.get(slug=slug).pk}"


def test_reasons_are_added_renamed_ordered_retired_and_deleted(reasons):
    no_contact, resolved, withdrew = named("no-contact"), named("resolved"), named("withdrew")
    fields = reasons.fields()
    del fields[f"{resolved}-is_offered"]
    response = reasons.send(
        fields
        | {
            f"{no_contact}-label-el": "Δεν απάντησε",
            f"{no_contact}-order": "9",
            f"{withdrew}-is_deleted": "on",
            "reason-new-label-el": "Μετακόμισε",
            "reason-new-label-en": "Moved away",
            "reason-new-order": "0",
            "reason-new-is_offered": "on",
        }
    )

    assert response.url == REASONS
    offered = ClosingReason.objects.filter(is_offered=True)
    with translation.override("el"):
        assert [str(each) for each in offered] == [
            "Μετακόμισε", "Δεν το δικαιούται", "Το ανέλαβε άλλη υπηρεσία", "Δεν απάντησε"
        ]  # fmt: skip
    assert not ClosingReason.objects.filter(slug="withdrew").exists()


def test_a_reason_that_was_used_is_never_deleted(reasons, application, clerk):
    used = ClosingReason.objects.get(slug="resolved")
    casework.close(application, used, by=clerk, version=0)
    name = named("resolved")

    assert f"{name}-is_deleted" not in reasons.client.get(REASONS).content.decode()
    assert reasons.send(reasons.fields() | {f"{name}-is_deleted": "on"}).url == REASONS
    assert ClosingReason.objects.filter(pk=used.pk).exists()


def test_a_reason_needs_its_greek_words(reasons):
    response = reasons.send(reasons.fields() | {"reason-new-label-en": "Moved away"})

    assert response.status_code == 422
    assert "Moved away" in response.content.decode()


def test_reasons_changed_meanwhile_are_not_overwritten(reasons):
    old = reasons.fields()
    reasons.send(old | {f"{named('no-contact')}-order": "7"})

    assert reasons.send(old).status_code == 409


def test_closing_takes_a_reason_that_staff_see_ever_after(client, application, clerk):
    sign_in(client, clerk)
    url, detail = (reverse(f"applications:{name}", args=[application.pk]) for name in ("close", "detail"))

    refused = client.post(url, {"version": 0, "more": "Τρεις κλήσεις"})
    assert refused.status_code == 422
    assert "Τρεις κλήσεις" in refused.content.decode()
    reason = ClosingReason.objects.get(slug="no-contact")
    assert (
        client.post(url, {"version": 0, "closing_reason": reason.pk, "more": "Τρεις κλήσεις"}).url == detail
    )

    page = client.get(detail).content.decode()
    assert page.count("Δεν μπορέσαμε να επικοινωνήσουμε") >= 2
    application.refresh_from_db()
    assert (application.state, application.closing_reason) == (State.CLOSED, reason)


def test_a_retired_reason_closes_nothing(client, application, clerk):
    sign_in(client, clerk)
    ClosingReason.objects.filter(slug="no-contact").update(is_offered=False)
    reason = ClosingReason.objects.get(slug="no-contact")

    response = client.post(
        reverse("applications:close", args=[application.pk]), {"version": 0, "closing_reason": reason.pk}
    )

    assert response.status_code == 422
    application.refresh_from_db()
    assert application.state == State.RECEIVED


def test_who_may_not_decide_may_not_close_either(client, application):
    sign_in(client, factories.worker("petros", application.unit, actions=["view", "change"]))

    url = reverse("applications:close", args=[application.pk])

    assert client.post(url, {"version": 0, "closing_reason": 1}).status_code == 404


def test_who_writes_to_somebody_without_e_mail_is_given_the_number_to_call(client, application, clerk):
    sign_in(client, clerk)
    url = reverse("applications:detail", args=[application.pk])
    phone, hint = application.answers["phone"], "no mail goes out. Call"
    with translation.override("en"):
        told = str(MessageEntry(application=application).fields["message"].help_text)
        assert hint not in told
        assert "A mail says" in told
        application.content = {**application.content, "answers": application.answers | {"email": ""}}
        application.save()
        for entry in (MessageEntry(application=application), PapersEntry(application=application)):
            told = str(entry.fields[entry.text_field].help_text)
            assert hint in told
            assert f'<a href="tel:{phone}">' in told
    assert client.get(url).content.decode().count(f'<a href="tel:{phone}">') >= 2

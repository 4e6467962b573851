"""Staff key in what somebody told them, or left on paper."""

import pytest
from django.urls import reverse

from forms.enums import Channel, EventKind
from forms.models import Application, Draft
from tests.forms.factories import ApplicationFormPageFactory, make_english, typed_by
from tests.forms.inbox import factories
from tests.forms.people import make_person
from tests.forms.walking import Applicant
from tests.signing_in import sign_in

ENTER = reverse("applications:enter")


@pytest.fixture
def form(centre):
    """A published form of the Community Centre."""
    return ApplicationFormPageFactory(unit=centre)


def choice(form, **changed):
    return {"form": str(form.translation_key), "channel": "telephone", "language": "el"} | changed


def key_in(client, form, person, **changed):
    """All of the form, from the inbox to the answer to sending."""
    client.post(ENTER, choice(form, **changed))
    worker = Applicant(client, form)
    for step, data in typed_by(person).items():
        assert worker.post(step, data).status_code == 302
    return worker.send()


def test_a_case_worker_keys_in_what_somebody_tells_on_the_telephone(client, maria, form):
    sign_in(client, maria)
    person = make_person()

    response = client.post(ENTER, choice(form))
    assert response.url == form.get_url() + "who/"
    draft = Draft.objects.get()
    assert (draft.channel, draft.entered_by) == (Channel.TELEPHONE, maria)

    response = key_in(client, form, person, anew=str(draft.pk))
    application = Application.objects.get()
    assert response.url == reverse("applications:detail", args=[application.pk])
    assert application.channel == Channel.TELEPHONE
    assert application.answers["name"] == person.name
    event = application.events.get()
    assert (event.kind, event.by) == (EventKind.ENTERED, maria)
    assert str(EventKind.ENTERED.label) in client.get(response.url).text


@pytest.mark.parametrize("channel", ["online", "", "pigeon"])
def test_it_came_in_through_one_of_the_ways_staff_know(client, maria, form, channel):
    sign_in(client, maria)
    response = client.post(ENTER, choice(form, channel=channel))

    assert response.status_code == 422
    assert not Draft.objects.exists()


def test_only_published_forms_of_the_workers_units_are_offered(client, maria, form, directorate):
    elsewhere = ApplicationFormPageFactory(unit=directorate, slug="alli", title="Αλλού")
    unpublished = ApplicationFormPageFactory(unit=form.unit, slug="palia", title="Αποσυρμένη")
    unpublished.unpublish()
    sign_in(client, maria)

    offered = client.get(ENTER).context["form"].offers
    assert list(offered) == [str(form.translation_key)]
    for other in (elsewhere, unpublished):
        assert client.post(ENTER, choice(other)).status_code == 422
    assert not Draft.objects.exists()


def test_the_form_is_shown_and_kept_in_the_persons_language(client, maria, form):
    english = make_english(form)
    sign_in(client, maria)

    assert client.post(ENTER, choice(form, language="en")).url == english.get_url() + "who/"
    assert Draft.objects.get().language == "en"


def test_a_language_it_is_not_published_in_is_refused(client, maria, form):
    make_english(form).unpublish()
    make_english(ApplicationFormPageFactory(unit=form.unit, slug="alli", title="Άλλη"))
    sign_in(client, maria)

    assert client.post(ENTER, choice(form, language="en")).status_code == 422


@pytest.mark.parametrize("closed", [{"is_accepting": False}, {"most_applications": 0}])
def test_a_form_the_public_cannot_begin_is_still_keyed_in(client, maria, form, closed):
    for field, value in closed.items():
        setattr(form, field, value)
    form.save_revision().publish()
    sign_in(client, maria)

    key_in(client, form, make_person(), channel="paper")

    assert Application.objects.get().channel == Channel.PAPER


def test_under_maintenance_nobody_begins(client, maria, form):
    form.maintenance_note = "Επιστρέφουμε σε μία ώρα."
    form.save_revision().publish()
    sign_in(client, maria)

    assert client.post(ENTER, choice(form)).status_code == 422


def test_what_was_begun_is_not_thrown_away_unasked(client, maria, form):
    sign_in(client, maria)
    client.post(ENTER, choice(form))
    first = Draft.objects.get()

    again = client.post(ENTER, choice(form, channel="counter"))
    assert again.status_code == 422
    assert again.context["unsent"] == first

    client.post(ENTER, choice(form, channel="counter", anew=str(first.pk)))
    assert Draft.objects.get().channel == Channel.COUNTER


def test_two_workers_at_one_computer_keep_apart(client, maria, nikos, form):
    """Signing out takes the draft out of the browser, and the next to sign in finds none."""
    sign_in(client, maria)
    client.post(ENTER, choice(form))
    worker, person = Applicant(client, form), make_person()
    worker.post("who", typed_by(person)["who"])

    client.post(reverse("wagtailadmin_logout"))
    assert person.name not in worker.get("who").text
    sign_in(client, nikos)

    assert person.name not in worker.get("who").text
    assert client.post(ENTER, choice(form)).status_code == 302
    assert Draft.objects.filter(entered_by=nikos).count() == 1


def test_a_session_that_names_anothers_draft_does_not_get_it(client, maria, nikos, form):
    sign_in(client, maria)
    client.post(ENTER, choice(form))
    worker, person = Applicant(client, form), make_person()
    worker.post("who", typed_by(person)["who"])
    drafts = client.session["drafts"]

    sign_in(client, nikos)
    session = client.session
    session["drafts"] = drafts
    session.save()

    assert person.name not in worker.get("who").text
    other = make_person()
    worker.post("who", typed_by(other)["who"])
    assert other.name not in str([draft.answers for draft in Draft.objects.filter(entered_by=maria)])


def test_without_the_right_there_is_no_such_page(client, application, form, centre):
    viewer = factories.worker("viewer", centre, actions=["view", "change"])
    sign_in(client, viewer)

    assert client.get(ENTER).status_code == 404
    assert client.post(ENTER, choice(form)).status_code == 404
    assert ENTER not in client.get(reverse("applications:index")).text
    assert not Draft.objects.exists()


def test_the_list_and_the_menu_lead_to_it(client, maria, form):
    sign_in(client, maria)
    page = client.get(reverse("applications:index"))

    assert [button.url for button in page.context["header_buttons"]][:1] == [ENTER]
    assert page.text.count(ENTER) >= 2


def test_without_a_published_form_it_says_so(client, maria):
    sign_in(client, maria)
    page = client.get(ENTER)

    assert page.status_code == 200
    assert 'name="channel"' not in page.text


def test_the_blank_form_is_at_hand(client, maria, form):
    sign_in(client, maria)

    assert f'href="{form.paper_url}"' in client.get(ENTER).text

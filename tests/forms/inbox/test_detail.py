"""One application on the screen, and what staff do with it there."""

import pytest
from django.utils import timezone

from forms.actions import casework
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, NamedReader, Presence, UnitPermission
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address, household
from tests.forms.people import make_person
from tests.signing_in import sign_in


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def test_the_answers_stand_in_the_order_and_words_of_the_form(at_work, application):
    page = at_work.get(address(application)).text

    places = [
        page.index(words)
        for words in (
            "Ποιος κάνει την αίτηση", "Ονοματεπώνυμο", application.answers["name"], "12/05/1980",
            "Τι σας απασχολεί", "Διαχείριση άγχους, Πένθος", "Δεύτερη γραμμή.", "Τα στοιχεία είναι αληθή",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_contact_answers_can_be_acted_on(at_work, application):
    page = at_work.get(address(application)).text

    assert f'href="tel:{application.answers["phone"]}"' in page
    assert f'href="mailto:{application.answers["mail"]}"' in page


def test_what_an_applicant_typed_is_text_and_nothing_else(at_work, centre):
    hostile = '<script>alert(1)</script>{{ settings.SECRET_KEY }}" onclick="x'
    row = factories.application(of=centre, given=factories.answers(name=hostile, mail=hostile, phone=hostile))
    page = at_work.get(address(row)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ settings.SECRET_KEY }}&quot; onclick=&quot;x" in page
    assert 'onclick="x' not in page


def test_staff_read_an_english_application_in_greek_words(at_work, centre):
    from dataclasses import replace

    row = factories.application(of=centre, language="en")
    english = replace(factories.COUNSELLING, language="en", title="Counselling")
    Application.objects.filter(pk=row.pk).update(version=factories.version(english))

    page = at_work.get(address(row)).text

    assert "Διαχείριση άγχους" in page
    assert "English" in page


def test_opening_is_recorded_before_anything_is_shown(at_work, application, maria, monkeypatch):
    from forms.inbox import detail

    def fail(application, mask):
        raise RuntimeError("The template is broken.")

    monkeypatch.setattr(detail, "answers_of", fail)
    with pytest.raises(RuntimeError):
        at_work.get(address(application))

    assert Access.objects.get().kind == AccessKind.VIEW
    assert Access.objects.get().application_id == application.pk
    assert Application.objects.get().first_read_at


def test_colleagues_who_looked_are_named(at_work, application, nikos):
    casework.show(application, to=nikos)
    casework.show(application, to=nikos)

    moments = at_work.get(address(application)).context["moments"]

    looks = [(look.who, look.times) for look in moments if look.kind == "look"]
    assert looks == [("maria", 1), ("nikos", 2)]


def test_the_history_tells_what_happened_with_its_texts(at_work, application, nikos):
    casework.note(application, "Θα έρθει τη <b>Δευτέρα</b>.", by=nikos, version=0)
    page = at_work.get(address(application)).text

    assert "Θα έρθει τη &lt;b&gt;Δευτέρα&lt;/b&gt;." in page
    assert "nikos" in page


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_detail_asks_few_queries_whatever_it_holds(
    client,
    centre,
    directorate,
    supervisor,
    nikos,
    django_assert_max_num_queries,
    settings,
    tmp_path,
    is_sensitive,
):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    who = make_person()
    row = household(of=centre, who=who, is_sensitive=is_sensitive)
    for user in (supervisor, nikos):
        NamedReader.objects.create(user=user, application=row)
        Presence.objects.create(user=user, application=row, seen_at=timezone.now())
    for number in range(5):
        household(of=centre, who=who)
        household(of=directorate, who=who)
        factories.failed_mail(row)
        factories.paper(row, name=f"{number}.png", content=b"picture %d" % number)
    for version in range(30):
        casework.note(row, "Σημείωση.", by=nikos, version=version)
        casework.show(row, to=nikos)
    sign_in(client, supervisor)

    with django_assert_max_num_queries(32):
        page = client.get(address(row))

    assert len(page.context["moments"]) == 1 + 30 + 5 + 2
    assert (
        len(page.context["previous"].shown)
        == page.context["previous"].hidden
        == len(page.context["files"])
        == 5
    )


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("take", {}, EventKind.TAKEN),
        ("note", {"note": "Τηλεφώνησα."}, EventKind.NOTED),
        ("state", {"state": State.IN_REVIEW}, EventKind.STATE_CHANGED),
        ("decide", {"outcome": State.POSITIVE, "reason": "Πληροί."}, EventKind.DECIDED),
    ],
)
def test_each_action_is_one_post(at_work, application, maria, name, data, kind):
    response = at_work.post(address(application, name), data | {"version": "0"}, follow=True)

    assert response.redirect_chain == [(address(application), 302)]
    event = application.events.last()
    assert (event.kind, event.by) == (kind, maria)


def test_put_back_what_is_ones_own(at_work, application, maria):
    casework.take(application, by=maria, version=0)
    at_work.post(address(application, "release"), {"version": "1"})

    assert Application.objects.get().assignee is None


def test_not_what_is_a_colleagues(at_work, application, nikos):
    casework.take(application, by=nikos, version=0)

    assert "release" not in at_work.get(address(application)).context["offers"]
    assert at_work.post(address(application, "release"), {"version": "1"}).status_code == 404
    assert Application.objects.get().assignee == nikos


def test_only_who_may_assign_assigns(client, application, maria, nikos, supervisor, stranger):
    sign_in(client, maria)
    data = {"to": nikos.pk, "version": "0"}
    assert client.post(address(application, "assign"), data).status_code == 404

    sign_in(client, supervisor)
    assert client.post(address(application, "assign"), data).status_code == 302
    assert Application.objects.get().assignee == nikos


def test_it_can_be_given_only_to_staff_of_its_unit(client, application, supervisor, stranger):
    sign_in(client, supervisor)
    response = client.post(address(application, "assign"), {"to": stranger.pk, "version": "0"})

    assert response.status_code == 422
    assert Application.objects.get().assignee is None


def test_only_who_may_decide_decides(client, application, centre):
    clerk = factories.worker("clerk", centre, actions=["view", "change"])
    sign_in(client, clerk)

    assert "decide" not in client.get(address(application)).context["offers"]
    response = client.post(
        address(application, "decide"), {"outcome": "positive", "reason": "x", "version": "0"}
    )
    assert response.status_code == 404
    assert Application.objects.get().is_open


def test_who_only_sees_changes_nothing(client, application, centre):
    sign_in(client, factories.worker("trainee", centre, actions=["view"]))

    assert client.get(address(application)).context["offers"] == set()
    for name in ("take", "release", "note", "state", "decide", "assign"):
        assert client.post(address(application, name), {"version": "0"}).status_code == 404
    assert Application.objects.get().lock_version == 0


def test_rights_that_were_withdrawn_are_gone_at_the_next_click(at_work, application, maria):
    assert at_work.get(address(application)).status_code == 200

    UnitPermission.objects.filter(group__user=maria).delete()

    assert at_work.get(address(application)).status_code == 404
    assert at_work.post(address(application, "take"), {"version": "0"}).status_code == 404


def test_a_stale_version_is_a_conflict_that_tells_what_changed(at_work, application, nikos):
    casework.take(application, by=nikos, version=0)
    casework.note(application, "Ήρθε στο γραφείο.", by=nikos, version=1)

    response = at_work.post(address(application, "note"), {"note": "Όσα έγραψα.", "version": "0"})

    assert response.status_code == 409
    assert [each.event.kind for each in response.context["changes"]] == [EventKind.TAKEN, EventKind.NOTED]
    assert "Ήρθε στο γραφείο." in response.text
    assert "Όσα έγραψα.</textarea>" in response.text
    assert 'name="version" value="2"' in response.text
    assert application.events.filter(kind=EventKind.NOTED).count() == 1


def test_what_was_typed_survives_also_when_the_form_is_gone(at_work, application, nikos):
    casework.decide(application, State.NEGATIVE, "Ελλιπή.", by=nikos, version=0)

    data = {"outcome": "positive", "reason": "Η αιτιολογία μου.", "version": "0"}
    response = at_work.post(address(application, "decide"), data)

    assert response.status_code == 409
    assert "Η αιτιολογία μου." in response.text
    application.refresh_from_db()
    assert application.state == State.NEGATIVE


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "99999999999999999999", "9" * 5000, "1"])
def test_a_tampered_version_is_a_conflict(at_work, application, version):
    response = at_work.post(address(application, "note"), {"note": "Κείμενο.", "version": version})

    assert response.status_code == 409
    assert Application.objects.get().lock_version == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note", {"note": "  "}),
        ("note", {"note": "α" * 5001}),
        ("state", {"state": "positive"}),
        ("state", {"state": "received"}),
        ("decide", {"outcome": "positive", "reason": ""}),
        ("decide", {"outcome": "waiting", "reason": "Κείμενο."}),
        ("decide", {}),
    ],
)
def test_an_incomplete_entry_is_shown_with_its_error(at_work, application, name, data):
    response = at_work.post(address(application, name), data | {"version": "0"})

    assert response.status_code == 422
    assert response.context["entries"][name].errors
    assert Application.objects.get().lock_version == 0


def test_after_the_decision_one_may_still_note_and_write(at_work, application, maria):
    casework.decide(application, State.POSITIVE, "Πληροί.", by=maria, version=0)

    assert at_work.get(address(application)).context["offers"] == {"note", "message"}


def test_an_action_leads_back_only_within_the_site(at_work, application):
    response = at_work.post(
        address(application, "take"), {"version": "0", "next": "https://elsewhere.example/"}
    )

    assert response.url == address(application)


def test_an_application_whose_key_is_gone_gets_a_clear_page(at_work, application, settings, caplog):
    from config.secrets import new_key

    settings.DATA_KEYS = [new_key()]
    response = at_work.get(address(application))

    assert response.status_code == 200
    assert "DATA_KEYS" in response.text
    assert str(application.pk) in response.text
    assert "cannot be opened" in caplog.text


def test_a_damaged_note_does_not_hide_the_application(at_work, application, maria, caplog):
    casework.note(application, "Κείμενο.", by=maria, version=0)
    application.events.filter(kind=EventKind.NOTED).update(sealed_text=b"\x01broken")

    response = at_work.get(address(application))

    assert application.answers["name"] in response.text
    assert any(each.is_damaged for each in response.context["moments"])


@pytest.mark.django_db(transaction=True)
def test_a_failed_mail_shows_and_can_be_retried(at_work, application, work_off, mailoutbox):
    mail = factories.failed_mail(application, given_up_at=timezone.now())
    assert "ConnectionRefusedError" in at_work.get(address(application)).text

    at_work.post(address(application, "retry_mail", mail=mail.pk))
    work_off()

    mail.refresh_from_db()
    assert mail.sent_at
    assert [message.to for message in mailoutbox] == [["somebody@example.org"]]
    assert "ConnectionRefusedError" not in at_work.get(address(application)).text


def test_a_mail_of_another_application_is_not_there(at_work, application, centre, directorate):
    mail = factories.failed_mail(factories.application(of=directorate))

    assert at_work.post(address(application, "retry_mail", mail=mail.pk)).status_code == 404


def test_what_only_the_foreign_form_asked_is_shown_too(at_work, centre):
    """The Greek form may have moved on while its translation still asks the old question."""
    from dataclasses import replace

    person, *others = factories.COUNSELLING.steps
    old = factories.Question("text", "village", "Which village do you live in?")
    english = replace(
        factories.COUNSELLING,
        language="en",
        steps=(replace(person, title="About you", questions=(*person.questions, old)), *others),
    )
    given = factories.answers(village="Δοϊράνη")
    row = factories.application(of=centre, language="en", given=given)
    Application.objects.filter(pk=row.pk).update(version=factories.version(english))

    answers = at_work.get(address(row)).context["answers"]

    (only,) = answers[-1].answers
    assert (answers[-1].title, only.label, str(only.lines[0])) == (
        "About you",
        "Which village do you live in?",
        "Δοϊράνη",
    )
    assert [part.title for part in answers[:-1]] == [step.title for step in factories.COUNSELLING.steps]

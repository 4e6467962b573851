"""How the screen of one application says what it holds: answers, actions, history, who may see it."""

from dataclasses import replace

import pytest
from django.utils import timezone

from forms.actions import casework
from forms.enums import State
from forms.models import Application, NamedReader
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address, household
from tests.signing_in import sign_in


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def test_rows_of_a_group_stand_apart_with_what_each_was_asked(at_work, centre):
    given = {"members": [{"member_name": "Αλκίνοος", "member_amka": ""}, {"member_name": "Ναυσικά"}]}
    row = household(of=centre, given=given)

    members = at_work.get(address(row)).context["answers"][1].answers[0]

    assert [(each.title, [(a.label, str(a.lines[0])) for a in each.answers]) for each in members.rows] == [
        ("Μέλος 1", [("Όνομα", "Αλκίνοος")]),
        ("Μέλος 2", [("Όνομα", "Ναυσικά")]),
    ]


def test_beside_the_greek_stands_what_the_applicant_saw(at_work, centre):
    person, *others = factories.COUNSELLING.steps
    english = replace(
        factories.COUNSELLING, language="en", steps=(replace(person, title="About you"), *others)
    )
    row = factories.application(of=centre, language="en")
    Application.objects.filter(pk=row.pk).update(version=factories.version(english))

    first = at_work.get(address(row)).context["answers"][0]

    assert (first.title, first.original.title, first.original.language) == (
        "Ποιος κάνει την αίτηση",
        "About you",
        "en",
    )


def test_what_is_usual_next_stands_open_and_taking_it_comes_first(at_work, application, maria):
    assert at_work.get(address(application)).context["opened"] == ""

    casework.take(application, by=maria, version=0)
    assert at_work.get(address(application)).context["opened"] == "state"

    casework.change_state(application, State.IN_REVIEW, by=maria, version=1)
    page = at_work.get(address(application))
    assert page.context["opened"] == "decide"
    assert page.text.count('<details class="fold" open>') == 1

    refused = at_work.post(address(application, "note"), {"note": "", "version": "2"})
    assert refused.context["opened"] == "note"


def test_who_reads_a_text_stands_beside_it_in_words(at_work, application, nikos):
    casework.note(application, "Μεταξύ μας.", by=nikos, version=0)
    casework.tell(application, "Για εσάς.", by=nikos, version=1)

    page = at_work.get(address(application))

    said = {str(moment.text): moment.audience for moment in page.context["moments"] if moment.text}
    assert said == {"Μεταξύ μας.": "colleagues", "Για εσάς.": "applicant"}
    assert page.text.index("readers--colleagues") < page.text.index("Μεταξύ μας.")


def test_a_note_never_goes_to_the_applicant_by_the_wrong_address(at_work, application):
    for name in ("message", "papers"):
        response = at_work.post(address(application, name), {"note": "Μεταξύ μας.", "version": "0"})
        assert response.status_code == 422
    assert application.events.count() == 1


def test_mails_stand_in_the_history_with_how_they_fared(at_work, application):
    now = timezone.now()
    sent = factories.failed_mail(application, sent_at=now, last_error="")
    bounced = factories.failed_mail(application, sent_at=now, last_error="", bounced_at=now)
    failing = factories.failed_mail(application)

    page = at_work.get(address(application))

    mails = {moment.mail for moment in page.context["moments"] if moment.kind == "mail"}
    assert mails == {sent, bounced, failing}
    assert set(page.context["failing_mails"]) == {bounced, failing}
    assert address(application, "retry_mail", mail=failing.pk) in page.text


def test_a_sensitive_application_says_so_and_who_may_see_it(client, centre, maria, nikos):
    row = factories.application(of=centre, is_sensitive=True)
    NamedReader.objects.create(user=maria, application=row)
    NamedReader.objects.create(user=nikos, form=row.form)
    sign_in(client, maria)

    page = client.get(address(row))

    assert page.context["readers"] == ["maria", "nikos"]
    assert "sensitive-tag" in page.text


def test_an_application_stays_readable_when_its_form_is_deleted(at_work, centre, form_page):
    row = factories.application(of=centre, form=form_page.translation_key)
    form_page.delete()

    page = at_work.get(address(row))

    assert page.status_code == 200
    assert row.answers["name"] in page.text
    assert at_work.get(address(row, "print")).status_code == 200
    assert at_work.post(address(row, "take"), {"version": "0"}).status_code == 302

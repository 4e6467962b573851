"""When a form can be begun and sent, and what is said when it can't."""

import datetime

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from forms.availability import availability
from forms.models import Application, ApplicationFormPage, ApplicationIndexPage, Draft
from tests.forms.editing import save
from tests.forms.factories import COUNSELLING, make_application, make_english, raw_steps, steps
from tests.signing_in import sign_in


def at(*moment):
    return datetime.datetime(*moment, tzinfo=timezone.get_default_timezone())


NOON = at(2026, 3, 10, 12, 0)


def set_on(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def said(page, now=NOON, language="en"):
    with translation.override(language):
        return availability(page, now)


def test_a_form_without_times_is_open(form_page):
    now = said(form_page)

    assert (now.kind, now.text, now.tag) == ("open", "", "Open")
    assert now.is_open
    assert now.may_send


def test_before_its_time_it_says_when_it_opens(form_page):
    set_on(form_page, opens_at=at(2026, 3, 12, 9, 0))

    now = said(form_page)

    assert not now.is_open
    assert now.may_send
    assert now.tag == "Opens on 12 March at 9:00"
    assert now.text == "You can apply here from 12 March at 9:00."


def test_it_opens_and_closes_at_the_very_minute(form_page):
    set_on(form_page, opens_at=at(2026, 3, 10, 9, 0), closes_at=at(2026, 3, 11, 15, 30))

    kinds = [
        said(form_page, at(2026, 3, day, hour, minute)).kind
        for day, hour, minute in [(10, 8, 59), (10, 9, 0), (11, 15, 29), (11, 15, 30)]
    ]

    assert kinds == ["not_yet", "open", "open", "closed"]


def test_while_open_it_says_until_when(form_page):
    set_on(form_page, closes_at=at(2026, 3, 31, 14, 0))

    assert said(form_page).text == "You can apply until 31 March at 14:00."


def test_the_year_is_said_only_where_it_is_another(form_page):
    set_on(form_page, closes_at=at(2025, 12, 31, 14, 0))

    assert said(form_page).tag == "Closed on 31 December 2025"


def test_the_times_are_those_of_greece_in_winter_and_in_summer(form_page):
    set_on(form_page, opens_at=datetime.datetime(2026, 7, 1, 6, 0, tzinfo=datetime.UTC))

    assert said(form_page).tag == "Opens on 1 July at 9:00"


def test_months_are_named_as_greek_says_them_in_a_date(form_page):
    set_on(form_page, opens_at=at(2026, 3, 12, 9, 0))

    assert "12 Μαρτίου" in said(form_page, language="el").tag


def test_a_closed_form_tells_the_note_of_the_staff(form_page):
    set_on(form_page, is_accepting=False, closed_note="Ξανά τον Σεπτέμβριο.")

    now = said(form_page)

    assert (now.kind, now.text) == ("stopped", "Ξανά τον Σεπτέμβριο.")


def test_work_on_the_form_comes_before_any_other_reason(form_page):
    set_on(form_page, maintenance_note="Επιστρέφουμε στις 3.", is_accepting=False)

    now = said(form_page)

    assert (now.kind, now.text) == ("maintenance", "Επιστρέφουμε στις 3.")
    assert not now.is_open
    assert not now.may_send


def test_a_form_that_asks_nothing_cannot_be_begun(form_page):
    form_page.steps = steps()

    assert not said(form_page).is_open


def test_the_greatest_number_counts_the_applications_of_all_languages(form_page):
    english = make_english(form_page)
    set_on(form_page, most_applications=2)
    make_application(form_page)
    assert said(form_page).is_open

    make_application(english)

    assert said(form_page).kind == said(ApplicationFormPage.objects.get(pk=english.pk)).kind == "full"
    assert said(form_page).tag == "Full"


def test_another_forms_applications_do_not_count(form_page):
    set_on(form_page, most_applications=1)
    application = make_application(form_page)
    Application.objects.filter(pk=application.pk).update(form="00000000-0000-4000-8000-000000000000")

    assert said(form_page).is_open


@pytest.mark.parametrize(
    "closed",
    [
        {"opens_at": at(2026, 3, 12, 9, 0)},
        {"closes_at": at(2026, 3, 9, 9, 0)},
        {"is_accepting": False},
        {"maintenance_note": "Συντήρηση"},
    ],
)
@time_machine.travel(NOON, tick=False)
def test_nobody_begins_a_form_that_is_not_open(applicant, form_page, closed):
    set_on(form_page, **closed)

    page = applicant.get().content.decode()
    applicant.begin()

    assert not Draft.objects.exists()
    assert said(form_page, language="el").text in page


def test_what_was_begun_in_time_is_sent_after_the_end(applicant, form_page, person):
    applicant.fill_in(person)
    set_on(form_page, closes_at=timezone.now() - datetime.timedelta(minutes=1))

    applicant.send()

    assert Application.objects.count() == 1


def test_while_staff_work_on_the_form_nothing_is_sent_and_the_draft_stays(applicant, form_page, person):
    applicant.fill_in(person)
    set_on(form_page, maintenance_note="Επιστρέφουμε σε λίγο.")

    applicant.send()

    assert not Application.objects.exists()
    assert Draft.objects.count() == 1
    set_on(form_page, maintenance_note="")
    applicant.send()
    assert Application.objects.count() == 1


def test_a_note_on_work_holds_in_all_languages_in_words_of_their_own(form_page):
    english = make_english(form_page)

    form_page.maintenance_note = "Επιστρέφουμε σε λίγο."
    form_page.save_revision().publish()

    note = ApplicationFormPage.objects.get(pk=english.pk).maintenance_note
    assert note == "We are working on this form. Please come back a little later."
    form_page.maintenance_note = ""
    form_page.save_revision().publish()
    assert not ApplicationFormPage.objects.get(pk=english.pk).maintenance_note


def test_a_translated_note_stays_as_long_as_the_greek_one(form_page):
    english = make_english(form_page)
    form_page.maintenance_note = "Επιστρέφουμε σε λίγο."
    form_page.save_revision().publish()
    english = ApplicationFormPage.objects.get(pk=english.pk)
    english.maintenance_note = "Back at three."
    english.save_revision().publish()

    form_page.save_revision().publish()

    assert ApplicationFormPage.objects.get(pk=english.pk).maintenance_note == "Back at three."


@time_machine.travel(NOON, tick=False)
def test_the_list_says_how_each_form_stands_and_shows_the_ways_back(client, form_page):
    set_on(form_page, opens_at=at(2026, 3, 12, 9, 0))

    html = client.get(ApplicationIndexPage.objects.get().get_url()).content.decode()

    assert said(form_page, language="el").tag in html
    assert 'href="/aitiseis/synecheia/"' in html
    assert 'href="/aitiseis/poreia/"' in html


def test_the_start_page_leads_to_the_paper_form_and_to_the_ways_back(applicant):
    html = applicant.get().content.decode()

    assert 'href="/aitiseis/symvouleftiki/entypo.pdf"' in html
    assert 'href="/aitiseis/synecheia/"' in html
    assert 'href="/aitiseis/poreia/"' in html


def test_a_form_cannot_close_before_it_opens_not_even_as_a_draft(client, form_page):
    sign_in(client, get_user_model().objects.create_superuser("editor", password="x"))
    times = {"opens_at": "12/03/2026 09:00", "closes_at": "12/03/2026 08:00"}

    for publish in (True, False):
        response = save(client, form_page, raw_steps(*COUNSELLING), publish=publish, **times)
        assert response.status_code == 200
        assert "closes_at" in response.context["form"].errors

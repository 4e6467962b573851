"""An applicant's way: from the start page to the reference number."""

import html

import pytest
from django.urls import reverse
from django.utils import translation

from forms import reference
from forms.models import Application, Draft
from services_guide.models import Helpline
from tests.forms.factories import UnitFactory, answers_of, make_english, typed_by
from tests.forms.walking import Applicant


def text_of(response):
    return html.unescape(response.content.decode())


def test_an_applicant_answers_all_steps_and_gets_a_reference(applicant, person):
    assert applicant.begin().url == applicant.address("who")
    assert applicant.fill_in(person).url == applicant.address("elegxos")
    sent = applicant.send()

    assert sent.url == applicant.address("elifthi")
    application = applicant.application
    assert application.answers == answers_of(person)
    assert application.reference in text_of(applicant.get("elifthi"))
    assert Application.objects.with_reference(reference.normalise(application.reference)).get() == application
    assert not Draft.objects.exists()


def test_each_valid_step_leads_to_the_next(applicant, person):
    applicant.begin()
    typed = typed_by(person)

    assert applicant.post("who", typed["who"]).url == applicant.address("why")
    assert applicant.post("why", typed["why"]).url == applicant.address("oath")
    assert applicant.post("oath", typed["oath"]).url == applicant.address("elegxos")


def test_a_step_is_asked_only_if_its_condition_holds(applicant, person):
    applicant.begin()
    typed = typed_by(person, whom="child")
    applicant.post("who", typed["who"])

    assert applicant.post("why", typed["why"]).url == applicant.address("child")


def test_a_hidden_step_leads_to_the_furthest_one(applicant, person):
    applicant.fill_in(person)

    assert applicant.get("child").url == applicant.address("elegxos")
    assert applicant.post("child", {"child-school": "yes"}).url == applicant.address("elegxos")


def test_answers_of_a_step_that_became_hidden_are_not_sent(applicant, person):
    applicant.fill_in(person, whom="child")
    applicant.post("why", typed_by(person)["why"])

    applicant.send()

    assert applicant.application.answers == answers_of(person)


def test_a_question_that_hangs_on_its_own_step_counts_only_when_asked(applicant, person):
    applicant.fill_in(person, whom="child")

    assert applicant.post("child", {"child-school": "yes", "child-which": ""}).url == applicant.address(
        "child"
    )
    assert "which" in applicant.get("child").context["form"].errors
    assert applicant.post("child", {"child-school": "no", "child-which": "left behind"}).status_code == 302
    applicant.send()
    assert applicant.application.answers["school"] == "no"
    assert "which" not in applicant.application.answers


def test_nobody_gets_ahead_of_an_unanswered_step(applicant, person):
    applicant.begin()

    for step in ("why", "oath", "elegxos"):
        assert applicant.get(step).url == applicant.address("who")
    applicant.post("who", typed_by(person)["who"])
    assert applicant.send().url == applicant.address("why")
    assert not Application.objects.exists()


def test_what_is_invalid_is_kept_and_explained_in_the_title_the_summary_and_at_the_field(applicant, person):
    applicant.begin()
    typed = {**typed_by(person)["who"], "who-phone": "12", "who-name": ""}

    response = applicant.post("who", typed)

    assert response.url == applicant.address("who")
    page = applicant.get("who")
    assert page.context["form"].errors.keys() == {"name", "phone"}
    text = text_of(page)
    assert text.split("<title>")[1].lstrip().startswith(("Σφάλμα:", "Error:"))
    assert text.count(page.context["form"].errors["phone"][0]) == 2
    assert person.email in text
    assert 'aria-invalid="true"' in text


def test_back_keeps_what_is_on_the_page(applicant, person):
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])

    back = applicant.post("why", {"why-more": person.trouble}, back="1")

    assert back.url == applicant.address("who")
    assert person.trouble in text_of(applicant.get("why"))


def test_back_on_the_first_step_leads_to_the_start_page_which_offers_to_go_on(applicant, person):
    applicant.begin()

    assert applicant.post("who", {"who-name": person.name}, back="1").url == applicant.url
    assert applicant.get().context["is_begun"]
    assert applicant.begin().url == applicant.address("who")
    assert person.name in text_of(applicant.get("who"))


def test_the_check_page_shows_every_answer_with_a_link_that_comes_back(applicant, person):
    applicant.fill_in(person)
    check = text_of(applicant.get("elegxos"))

    for shown in (
        person.name,
        f"{person.born:%d/%m/%Y}",
        person.amka,
        "Για μένα",
        "Άγχος<br>Άλλο",
        person.trouble,
    ):
        assert shown in check
    change = applicant.address("why") + "?change=1"
    assert f'href="{change}"' in check
    page = applicant.client.get(change)
    assert 'name="change"' in text_of(page)

    typed = typed_by(person)["why"]
    changed = applicant.post("why", {**typed, "why-reasons": ["divorce"]}, change="1")

    assert changed.url == applicant.address("elegxos")
    assert "Διαζύγιο" in text_of(applicant.get("elegxos"))


def test_a_change_that_brings_a_new_step_leads_there_and_then_back_to_the_check_page(applicant, person):
    applicant.fill_in(person)
    typed = typed_by(person, whom="child")

    assert applicant.post("why", typed["why"], change="1").url == applicant.address("child") + "?change=1"
    assert applicant.post("child", typed["child"], change="1").url == applicant.address("elegxos")


def test_begin_anew_forgets_the_draft(applicant, person):
    applicant.fill_in(person)
    applicant.client.post(applicant.url, {"anew": "1"})

    assert Draft.objects.count() == 1
    assert applicant.draft.answers == {}


def test_after_sending_one_can_make_another_application(applicant, person):
    applicant.fill_in(person)
    applicant.send()
    assert applicant.begin().url == applicant.address("who")

    applicant.fill_in(person)
    applicant.send()

    assert Application.objects.count() == 2


def test_a_language_switch_keeps_the_answers_and_fills_the_same_queue(applicant, form_page, person):
    english_page = make_english(form_page)
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])

    english = Applicant(applicant.client, english_page)
    assert english.url.startswith("/en/")
    assert english.get("why").status_code == 200
    english.post("why", typed_by(person)["why"])
    english.post("oath", {"oath-true": "on"})
    assert "English name" in text_of(english.get("elegxos"))
    english.send()

    application = applicant.application
    assert application.form == form_page.translation_key
    assert application.form_title == form_page.title
    assert application.language == "en"
    assert application.answers["born"] == person.born.isoformat()
    assert application.version.content["steps"][0]["title"] == "English who"
    assert application.greek_version.content["steps"][0]["title"] == "Ποιος είστε"


def test_the_start_page_makes_no_session(applicant, settings):
    applicant.get()

    assert settings.SESSION_COOKIE_NAME not in applicant.client.cookies


def test_a_closed_form_says_so_and_cannot_be_begun(applicant, form_page):
    form_page.is_accepting, form_page.closed_note = False, "Ανοίγει τον Μάρτιο"
    form_page.save_revision().publish()

    assert "Ανοίγει τον Μάρτιο" in text_of(applicant.get())
    assert applicant.begin().url == applicant.url
    assert not Draft.objects.exists()


def test_all_forms_are_listed_with_their_state(client, form_page):
    with translation.override("el"):
        page = client.get(form_page.get_parent().get_url())

    assert form_page.title in text_of(page)
    assert str(form_page.state["text"]) in text_of(page)
    assert reverse("wagtail_serve", args=["aitiseis/symvouleftiki/"]) in text_of(page)


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_a_sensitive_form_has_the_helplines_beside_its_questions(applicant, is_sensitive):
    Helpline.objects.create(locale=applicant.page.locale, name="Γραμμή", number="1107")
    applicant.page.is_sensitive = is_sensitive
    applicant.page.save_revision().publish()
    applicant.begin()

    for step in ("", "who"):
        main = text_of(applicant.get(step)).partition("<main")[2].partition("</main>")[0]
        assert ('href="tel:1107"' in main) is is_sensitive


def test_closing_the_greek_form_closes_it_in_every_language(client, form_page):
    english = make_english(form_page)
    other = UnitFactory(slug="other", name="Κέντρο Κοινότητας")
    form_page.is_accepting, form_page.is_sensitive, form_page.retention_months = False, True, 6
    form_page.unit = other
    form_page.save_revision().publish()

    english.refresh_from_db()

    assert not english.is_accepting
    assert (english.unit, english.is_sensitive, english.retention_months) == (other, True, 6)
    assert Applicant(client, english).begin().url == english.get_url()


def test_a_draft_of_the_greek_form_closes_nothing(form_page):
    english = make_english(form_page)
    form_page.is_accepting = False
    form_page.save_revision()

    english.refresh_from_db()
    english.save()

    assert english.is_accepting


def test_a_translation_cannot_say_otherwise(form_page):
    english = make_english(form_page)
    english.is_accepting, english.retention_months = False, 99
    english.save_revision().publish()

    english.refresh_from_db()

    assert english.is_accepting
    assert english.retention_months == form_page.retention_months

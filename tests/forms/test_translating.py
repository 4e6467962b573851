"""A form in another language: all its words, none of its keys, and decisions as in Greek."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from forms import keys
from forms.models import Application, ApplicationFormPage
from tests.forms.factories import (
    ApplicationFormPageFactory,
    make_application,
    new_id,
    raw_question,
    raw_steps,
)
from tests.forms.guide import entry_of_the_guide
from tests.forms.people import make_person
from tests.forms.walking import Applicant


def asked(kind, key, **value):
    return {"kind": kind, "key": f"key_{key}", "label": f"Ερώτηση {key}", "help": f"Βοήθεια {key}", **value}


def all_steps(entry):
    """A step with every kind of question, and an end."""
    plain = ["text", "long_text", "yes_no", "phone", "email", "amka", "afm", "address", "iban", "declaration"]
    options = [("key_a", "Επιλογή α"), ("key_b", "Επιλογή β")]
    rows = [raw_question(**asked("text", "row")), raw_question(**asked("one_of", "row_2", options=options))]
    group = asked("group", "group", row_name="Όνομα γραμμής", fewest=1, most=3, questions=rows)
    del group["key"]
    [step] = raw_steps(
        {
            "title": "Τίτλος βήματος",
            "intro": "Εισαγωγή βήματος",
            "key": "key_step",
            "questions": [
                *(asked(kind, kind) for kind in plain),
                asked("one_of", "one_of", options=[("key_c", "Επιλογή γ"), ("key_d", "Επιλογή δ")]),
                asked("many_of", "many_of", options=[("key_e", "Επιλογή ε")]),
                asked("number", "number", minimum="17.5", maximum="99", decimals=1),
                asked("money", "money", maximum="777"),
                asked("date", "date", period="not_before", earliest="2021-02-03"),
                asked("upload", "upload", most=4, file_kinds="images"),
                {**group, "key": "key_group"},
                {
                    "kind": "information",
                    "key": "key_information",
                    "label": "Επικεφαλίδα",
                    "text": "<p>Πληροφορία</p>",
                },
            ],
        }
    )
    for question in step["value"]["questions"]:
        if question["type"] in ("group", "information"):
            del question["value"]["required"]
    condition = {"question": "key_one_of", "operator": "is", "value": "key_d"}
    end = {
        "title": "Τίτλος τέλους",
        "intro": "Κείμενο τέλους",
        "services": [{"type": "item", "id": new_id(), "value": entry.pk}],
        "shown_if": condition,
        "key": "key_end",
    }
    return [step, {"type": "end", "id": new_id(), "value": end}]


@pytest.fixture
def page(db):
    stream = ApplicationFormPage._meta.get_field("steps").stream_block
    return ApplicationFormPageFactory(steps=stream.to_python(all_steps(entry_of_the_guide())))


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


def words_of(definition):
    """Everything a definition says to applicants."""
    said = []
    for step in definition.steps:
        said += [step.title, step.intro]
        for question in step.questions:
            for one in (question, *question.questions):
                said += [one.label, one.help, one.row_name, *(option.label for option in one.options)]
            said += [question.text]
    return [words for words in said if words]


def bones_of(definition):
    """All of a definition but its words."""
    return [
        (
            step.key,
            step.is_end,
            step.services,
            step.shown_if,
            [
                (
                    one.kind,
                    one.key,
                    one.shown_if,
                    one.minimum,
                    one.maximum,
                    one.earliest,
                    one.most,
                    [option.key for option in one.options],
                )
                for question in step.questions
                for one in (question, *question.questions)
            ],
        )
        for step in definition.steps
    ]


def translate(page, locale):
    """Every segment of `page` in English words, by way of wagtail-localize."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    target, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": f"English {segment.string.data}"},
        )
    target.save_target(publish=False)
    translated = ApplicationFormPage.objects.get(translation_key=page.translation_key, locale=locale)
    translated.get_latest_revision().publish()
    for parent in translated.get_ancestors().filter(locale=locale, live=False):
        parent.specific.save_revision().publish()
    return ApplicationFormPage.objects.get(pk=translated.pk)


def offered(page):
    return {
        segment.string.get_translatable_html()
        for segment in extract_segments(page)
        if hasattr(segment, "string")
    }


def test_every_word_of_every_kind_is_offered_to_translators(page):
    plain = {words.removeprefix("<p>").removesuffix("</p>") for words in words_of(page.definition)}

    assert len(plain) > 40
    assert plain <= offered(page)


def test_no_key_condition_or_number_is_offered(page):
    not_words = {found.key for found in keys.keyed(page.steps)}
    not_words |= {"is", "not_before", "images", "17.5", "99", "777", "2021-02-03", "4", "delete", "key_d"}

    assert len(not_words) > 30
    assert not not_words & offered(page)


def test_the_english_form_says_all_in_english_and_is_the_same_otherwise(page, english):
    translated = translate(page, english)

    assert translated.live
    assert bones_of(translated.definition) == bones_of(page.definition)
    said = words_of(translated.definition)
    assert len(said) == len(words_of(page.definition))
    assert all("English" in words for words in said)


def test_a_question_added_later_is_asked_in_english_under_the_same_key(page, english):
    translate(page, english)
    page.steps[0].value["questions"].append(
        ("text", {"label": "Νέα ερώτηση", "help": "", "required": True, "key": "nea_erotisi"})
    )
    page.save_revision().publish()
    greek = ApplicationFormPage.objects.get(pk=page.pk)

    translated = translate(greek, english)

    assert translated.definition.question("nea_erotisi").label == "English Νέα ερώτηση"
    assert bones_of(translated.definition) == bones_of(greek.definition)


def test_both_languages_fill_one_queue(form_page, english, client):
    translated = translate(form_page, english)
    make_application(form_page)
    person = make_person()
    with_english = Applicant(client, translated)
    with_english.fill_in(person)

    with_english.send()

    assert Application.objects.filter(form=form_page.translation_key).count() == 2
    assert {application.language for application in Application.objects.all()} == {"el", "en"}


def test_what_is_decided_in_greek_holds_in_english_without_a_translator(page, english):
    translated = translate(page, english)
    page.opens_at = timezone.now() - datetime.timedelta(days=2)
    page.closes_at = timezone.now() - datetime.timedelta(days=1)
    page.most_applications, page.answer_days, page.retention_months = 5, 20, 36
    page.allows_relatives = True
    page.save_revision().publish()

    translated = ApplicationFormPage.objects.get(pk=translated.pk)

    for name in ApplicationFormPage.followed_fields:
        assert getattr(translated, name) == getattr(page, name), name
    assert translated.availability.kind == "closed"
    assert translated.definition.steps[0].key == keys.WHO


def test_no_decision_is_offered_to_translators(page):
    page.opens_at = timezone.now()
    page.most_applications = 5
    paths = {segment.path.split(".")[0] for segment in extract_segments(page)}

    assert not paths & set(ApplicationFormPage.followed_fields)
    assert settings.LANGUAGE_CODE == "el"

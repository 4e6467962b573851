"""Composing a form in the CMS: keys, checks at the block, drafts that may be incomplete."""

import sys
from threading import Event, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments

from forms import keys
from forms.apply.screens import preview
from forms.models import ApplicationFormPage
from search.indexing import differences
from tests.forms.editing import save
from tests.forms.factories import COUNSELLING, new_id, raw_steps, steps
from tests.forms.guide import entry_of_the_guide
from tests.services_guide.factories import NeedFactory, OrganisationFactory
from tests.signing_in import sign_in


@pytest.fixture
def editor(db, client):
    user = get_user_model().objects.create_superuser("editor", password="x")
    sign_in(client, user)
    return client


def question(kind="text", **value):
    usual = {"label": "Ερώτηση", "help": "", "autocomplete": "off", "period": "any"}
    return {"kind": kind, **usual, **value}


def latest(page):
    return ApplicationFormPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def errors_of(response):
    """The errors of `steps` as the editor's page gets them: nested, by block."""
    assert response.status_code == 200, response.url
    return response.context["form"].errors.as_data()["steps"][0].as_json_data()


def test_keys_are_made_from_the_words_and_stay_when_the_words_change(editor, form_page):
    raw = raw_steps({"title": "Τα στοιχεία σας", "questions": [
        question(label="Ονοματεπώνυμο"),
        question("one_of", label="Φύλο", options=[("", "Γυναίκα"), ("", "Άνδρας")]),
    ]})  # fmt: skip
    assert save(editor, form_page, raw).status_code == 302
    form_page.refresh_from_db()
    step = form_page.definition.steps[0]
    made = [step.key, *(q.key for q in step.questions), *(o.key for o in step.questions[1].options)]
    assert made == ["ta_stoicheia_sas", "onomateponymo", "fylo", "gynaika", "andras"]

    first = raw[0]["value"]
    first["title"], first["questions"][0]["value"]["label"] = "Για εσάς", "Πώς σας λένε"
    assert save(editor, form_page, raw).status_code == 302

    again = ApplicationFormPage.objects.get(pk=form_page.pk).definition.steps[0]
    assert [again.key, *(q.key for q in again.questions)] == made[:3]
    assert again.title == "Για εσάς"


def test_a_copied_block_gets_a_key_of_its_own(editor, form_page):
    raw = raw_steps({"title": "Βήμα", "key": "one", "questions": [question(key="name", label="Όνομα")]})
    save(editor, form_page, raw)
    original = raw[0]["value"]["questions"][0]
    raw[0]["value"]["questions"].insert(0, {**original, "id": new_id()})

    assert save(editor, form_page, raw).status_code == 302

    published = ApplicationFormPage.objects.get(pk=form_page.pk).definition
    assert [q.key for q in published.questions] == ["onoma", "name"]


def test_two_questions_with_the_same_words_get_different_keys(editor, form_page):
    raw = raw_steps({"title": "Βήμα", "questions": [question(), question(), question()]})
    save(editor, form_page, raw)

    assert [q.key for q in latest(form_page).definition.questions] == ["erotisi", "erotisi_2", "erotisi_3"]


def test_a_step_whose_words_make_a_reserved_key_gets_another(editor, form_page):
    save(editor, form_page, raw_steps({"title": "Application", "questions": [question()]}))

    assert latest(form_page).definition.steps[0].key == "application_2"


@pytest.mark.parametrize("reserved", sorted(keys.RESERVED))
def test_a_reserved_key_is_refused_at_its_block(editor, form_page, reserved):
    found = errors_of(
        save(editor, form_page, raw_steps({"title": "Α", "key": reserved, "questions": [question()]}))
    )

    assert found["blockErrors"][0]["blockErrors"].keys() == {"key"}


def test_a_doubled_key_is_refused_at_the_second_block(editor, form_page):
    one, two = question(key="one"), question(key="two", label="Δεύτερη")
    raw = raw_steps(
        {"title": "Α", "key": "a", "questions": [one]}, {"title": "Β", "key": "b", "questions": [two]}
    )
    assert save(editor, form_page, raw).status_code == 302
    raw[1]["value"]["questions"][0]["value"]["key"] = "one"

    found = errors_of(save(editor, form_page, raw))

    place = found["blockErrors"][1]["blockErrors"]["questions"]["blockErrors"][0]["blockErrors"]
    assert place.keys() == {"key"}


def test_a_step_without_questions_is_refused(editor, form_page):
    found = errors_of(save(editor, form_page, raw_steps({"title": "Α", "questions": []})))

    assert found["blockErrors"][0]["blockErrors"].keys() == {"questions"}


WHOM = question("one_of", key="whom", options=[("me", "Εγώ"), ("child", "Παιδί")])


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        ({"question": "later", "operator": "is", "value": "yes"}, "question"),
        ({"question": "nothing", "operator": "is", "value": "yes"}, "question"),
        ({"question": "free", "operator": "is", "value": "x"}, "question"),
        ({"question": "", "operator": "is", "value": "me"}, "question"),
        ({"question": "whom", "operator": "is", "value": "nobody"}, "value"),
        ({"question": "whom", "operator": "is", "value": ""}, "value"),
        ({"question": "whom", "operator": "includes", "value": "me"}, "operator"),
    ],
)
def test_a_condition_that_can_never_be_asked_is_refused_at_its_place(editor, form_page, condition, at):
    raw = raw_steps(
        {"title": "Α", "key": "a", "questions": [WHOM, question(key="free", label="Ελεύθερα")]},
        {"title": "Β", "key": "b", "shown_if": condition, "questions": [question("yes_no", key="later")]},
    )

    found = errors_of(save(editor, form_page, raw))

    assert found["blockErrors"][1]["blockErrors"]["shown_if"]["blockErrors"].keys() == {at}


def test_a_condition_on_an_earlier_question_of_the_same_step_is_fine(editor, form_page):
    condition = {"question": "whom", "operator": "is", "value": "child"}
    raw = raw_steps({"title": "Α", "questions": [WHOM, question(shown_if=condition, label="Ηλικία")]})

    assert save(editor, form_page, raw).status_code == 302


@pytest.mark.parametrize("field", ["privacy_notice", "retention_months"])
def test_nothing_is_published_without_privacy_notice_and_retention(editor, form_page, field):
    empty = {"privacy_notice": "null", "retention_months": ""}

    response = save(editor, form_page, raw_steps(*COUNSELLING), **{field: empty[field]})

    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_a_form_without_steps_is_not_published(editor, form_page):
    assert "steps" in save(editor, form_page, []).context["form"].errors


def test_a_draft_may_be_as_incomplete_as_it_likes(editor, form_page):
    never = {"question": "x", "operator": "is", "value": "y"}
    raw = raw_steps({"title": "", "shown_if": never, "questions": [question(label="")]})

    response = save(editor, form_page, raw, publish=False, privacy_notice="null", retention_months="")

    assert response.status_code == 302
    assert len(latest(form_page).steps) == 1


def test_bulk_publishing_refuses_a_faulty_form_and_publishes_a_sound_one(editor, form_page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={form_page.pk}"
    form_page.steps = steps({"title": "Α", "key": "a", "questions": []})
    form_page.title = "Faulty"
    form_page.save_revision()

    editor.post(address)
    form_page.refresh_from_db()
    assert form_page.title != "Faulty"

    form_page.steps = steps(*COUNSELLING)
    form_page.title = "Sound"
    form_page.save_revision()
    editor.post(address)
    form_page.refresh_from_db()
    assert form_page.title == "Sound"


def test_bulk_publishing_a_parent_with_its_children_asks_the_children_too(editor, form_page):
    form_page.unpublish()
    form_page.steps = steps({"title": "Α", "key": "a", "questions": []})
    form_page.save_revision()
    parent = form_page.get_parent()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={parent.pk}"

    editor.post(address, {"include_descendants": "on"})

    form_page.refresh_from_db()
    assert not form_page.live


def test_saving_drafts_in_one_thread_lets_nothing_incomplete_be_published_in_another():
    """Wagtail's deferred validation switches `required` on blocks that all threads share."""
    block = ApplicationFormPage._meta.get_field("steps").stream_block
    incomplete = steps({"title": "", "questions": [question(label="")]})
    passed, done = [], Event()

    def save_drafts():
        while not done.is_set():
            block.clean_deferred(incomplete)

    def publish():
        for _ in range(300):
            try:
                block.clean(incomplete)
            except ValidationError:
                continue
            passed.append(1)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    threads = [Thread(target=save_drafts), Thread(target=save_drafts)]
    try:
        for thread in threads:
            thread.start()
        publish()
    finally:
        done.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
    assert not passed
    with pytest.raises(ValidationError):
        block.clean(incomplete)


def test_translators_are_offered_words_and_never_keys(form_page):
    form_page.steps = steps(*COUNSELLING)
    offered = {segment.string.get_translatable_html() for segment in extract_segments(form_page)
               if hasattr(segment, "string")}  # fmt: skip

    assert {"Ποιος είστε", "Ονοματεπώνυμο", "Για παιδί", "Διαζύγιο"} <= offered
    found = {key.key for key in keys.keyed(form_page.steps)}
    assert not found & offered
    assert not {"yes", "is", "symvouleftiki"} & offered


def test_every_screen_can_be_previewed_and_nothing_is_sent(editor, form_page):
    modes = [mode for mode, _name in form_page.preview_modes]
    assert modes == ["", "who", "why", "child", "oath", "elegxos", "elifthi"]

    for mode in modes:
        response = form_page.make_preview_request(preview_mode=mode)
        response.render()
        assert response.status_code == 200
        text = response.content.decode()
        assert "csrfmiddlewaretoken" not in text
    child = form_page.make_preview_request(preview_mode="child").render().content.decode()
    assert "Σε ποιο σχολείο" in child


def test_a_form_that_was_never_saved_can_be_previewed(db):
    page = ApplicationFormPage(
        title="Νέα", slug="nea", locale=Locale.get_default(), steps=steps(*COUNSELLING)
    )
    for mode, _name in page.preview_modes:
        _template, context = preview(page, None, mode)
        assert context["page"] is page


def test_a_form_describes_itself_to_the_search(form_page):
    document = form_page.search_document()

    assert (document.type, document.slug, document.language) == ("form", "symvouleftiki", "el")
    assert document.url == "/aitiseis/symvouleftiki/"
    assert "Διαζύγιο" in document.body
    assert form_page in ApplicationFormPage.searchable()
    form_page.unpublish()
    assert form_page not in ApplicationFormPage.searchable()


def test_a_form_is_found_under_the_terms_of_the_service_it_is_for(form_page, work_off):
    need = NeedFactory(slug="stirixi")
    above = OrganisationFactory(slug=form_page.unit.slug, name="Όπως στον Οδηγό")
    office = OrganisationFactory(parent=above)
    assert form_page.search_document().terms == ()
    assert form_page.search_document().unit == form_page.unit.name

    service = entry_of_the_guide(application_form=form_page, needs=[need], organisation=office)
    work_off()

    document = form_page.search_document()
    assert document.terms[0] == "need:stirixi"
    assert document.unit == "Όπως στον Οδηγό"
    assert not differences()

    service.application_form = None
    service.save_revision().publish()
    work_off()

    assert form_page.search_document().terms == ()
    assert not differences()

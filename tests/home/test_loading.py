"""Loading again: nothing doubles, nothing of an editor's is undone, an interrupted load goes on."""

import copy
from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page, ReferenceIndex, Task, Workflow

from home.content import ledger, pages, snippets, sources
from home.models import HomePage, LoadedContent, UnitPage
from services_guide.models import (
    Audience,
    ContactDetails,
    ContactPhone,
    Helpline,
    LegalReference,
    Need,
    Organisation,
    ServicePage,
)

MODELS = [
    Page,
    Organisation,
    Need,
    Audience,
    Helpline,
    LegalReference,
    ContactDetails,
    ContactPhone,
    LoadedContent,
]


def load():
    out = StringIO()
    call_command("load_kilkis", stdout=out)
    return out.getvalue()


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


def greek_service(slug="epidoma-gennisis"):
    return ServicePage.objects.get(slug=slug, locale__language_code="el")


@pytest.fixture
def newer_data(monkeypatch):
    """`newer_data(change)`: the next load reads what `change` made of `kilkis.json`."""

    def install(change):
        data = copy.deepcopy(sources.read("kilkis"))
        change(data)

        def read(name):
            return data if name == "kilkis" else sources.read.__wrapped__(name)

        for module in (pages, snippets):
            monkeypatch.setattr(module, "read", read)

    return install


def rename_birth_benefit(data):
    next(e for e in data["services"] if e["slug"] == "epidoma-gennisis")["summary"] = "Νεότερη περίληψη."


def test_loading_twice_doubles_nothing(kilkis):
    before = counts()

    load()

    assert counts() == before
    assert not Page.objects.filter(live=False).exists()


def test_it_says_how_far_it_is(kilkis):
    shown = load()

    assert "50 %" in shown
    assert shown.strip().endswith("The Kilkis content is there.")


def test_the_cms_finds_what_was_loaded_before_the_worker_has_done_anything(kilkis, newer_data):
    newer_data(rename_birth_benefit)

    load()

    assert greek_service() in list(ServicePage.objects.search(greek_service().title))
    assert ReferenceIndex.get_references_to(greek_service().organisation)
    left = DBTaskResult.objects.values_list("task_path", flat=True)
    assert not {path for path in left if not path.startswith("search.")}


def test_newer_data_reach_what_nobody_has_touched(kilkis, newer_data):
    newer_data(rename_birth_benefit)

    load()

    assert greek_service().summary == "Νεότερη περίληψη."


def test_phrases_reach_what_was_loaded_before_there_were_any(kilkis):
    need = Need.objects.get(slug="stegi-astegia", locale__language_code="el")
    Need.objects.filter(translation_key=need.translation_key).update(phrases_typed="")
    need.refresh_from_db()
    data = get_serializable_data_for_fields(need)
    del data["phrases_typed"]
    older = {"state": ledger.digest_of(data), "digest": "of older data"}
    LoadedContent.objects.filter(key="need:stegi-astegia").update(**older)

    load()

    need.refresh_from_db()
    assert need.phrases_typed


def test_what_an_editor_published_survives_newer_data(kilkis, newer_data):
    page = greek_service()
    page.summary = "Όπως το έγραψε η συντάκτρια."
    page.save_revision().publish()
    newer_data(rename_birth_benefit)

    load()

    assert greek_service().summary == "Όπως το έγραψε η συντάκτρια."


def test_an_editors_draft_survives_newer_data(kilkis, newer_data):
    page = greek_service()
    page.summary = "Ένα πρόχειρο."
    page.save_revision()
    newer_data(rename_birth_benefit)

    load()

    page = greek_service()
    assert page.summary != "Νεότερη περίληψη."
    assert page.get_latest_revision_as_object().summary == "Ένα πρόχειρο."


def test_a_phone_that_an_editor_corrected_stays(kilkis, newer_data):
    contact = ContactDetails.objects.get(emails__address__startswith="koin")
    contact.phones = [ContactPhone(number="2341352299")]
    contact.save()

    def change(data):
        data["organisations"][1]["phones"] = ["2341352200"]

    newer_data(change)
    load()

    assert [phone.number for phone in ContactDetails.objects.get(pk=contact.pk).phones.all()] == [
        "2341352299"
    ]


def test_what_an_editor_deleted_is_not_made_again(kilkis):
    greek_service().delete()
    Need.objects.filter(slug="isotita-fylon").delete()

    load()

    assert not ServicePage.objects.filter(slug="epidoma-gennisis", locale__language_code="el").exists()
    assert not Need.objects.filter(slug="isotita-fylon").exists()


def test_what_an_editor_unpublished_stays_unpublished(kilkis, newer_data):
    greek_service().unpublish()
    newer_data(rename_birth_benefit)

    load()

    assert not greek_service().live


def test_a_moved_and_renamed_page_is_still_the_same(kilkis):
    page = UnitPage.objects.get(slug="kentro-koinotitas", locale__language_code="el")
    page.slug = "kk"
    page.save_revision().publish()
    page.move(HomePage.objects.get(locale__language_code="el"), pos="last-child")
    before = counts()

    load()

    assert counts() == before
    assert UnitPage.objects.get(pk=page.pk).slug == "kk"


def test_an_editors_menu_stays(kilkis):
    home = HomePage.objects.get(locale__language_code="el")
    home.navigation = []
    home.save_revision().publish()

    load()

    assert not HomePage.objects.get(pk=home.pk).navigation


def test_what_an_editor_made_before_is_used_as_it_is(kilkis):
    LoadedContent.objects.filter(key__startswith="need:via-kakopoiisi").delete()
    Need.objects.filter(slug="via-kakopoiisi", locale__language_code="el").update(name="Βία")

    load()

    assert Need.objects.get(slug="via-kakopoiisi", locale__language_code="el").name == "Βία"


def test_approval_has_a_greek_name_and_keeps_one_that_staff_gave(kilkis):
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert Task.objects.get().name == "έγκριση"

    Workflow.objects.update(name="έλεγχος από δύο")
    load()

    assert Workflow.objects.get().name == "έλεγχος από δύο"

"""Editors give search synonyms, crisis words, pinned results and weights; each works at once."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from search.models import CrisisPhrase, LexiconState, PinnedResult, SearchWeights, Synonym

pytestmark = pytest.mark.django_db

SYNONYM = {"written": "ΚΕΑ, κοινωνικό εισόδημα", "meant": "Ελάχιστο Εγγυημένο Εισόδημα"}
WEIGHTS = {"title": 8, "names": 5, "summary": 3, "body": 1, "other": 2, "meaning": 1}


def address(model, view, *args):
    return reverse(f"wagtailsnippets_search_{model}:{view}", args=args)


def errors(page):
    return " ".join(
        error.get_text(" ", strip=True) for error in page.select(".w-field__errors, .help-critical")
    )


def test_an_editor_adds_changes_and_a_moderator_deletes_a_synonym_and_the_log_tells(editor, moderator):
    editor.post(address("synonym", "add"), SYNONYM)
    synonym = Synonym.objects.get()
    editor.post(address("synonym", "edit", synonym.pk), {**SYNONYM, "both_ways": "on"})
    synonym.refresh_from_db()
    assert synonym.both_ways
    editor.post(address("synonym", "delete", synonym.pk))
    assert Synonym.objects.exists()

    moderator.post(address("synonym", "delete", synonym.pk))

    assert not Synonym.objects.exists()
    actions = ModelLogEntry.objects.filter(content_type__model="synonym").order_by("pk")
    assert list(actions.values_list("action", "user__username")) == [
        ("wagtail.create", "editors"),
        ("wagtail.edit", "editors"),
        ("wagtail.delete", "moderators"),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"written": " , "}, "at least one word"),
        ({"written": "!!, ΚΕΑ"}, "“!!” holds no word"),
        ({"meant": "για"}, "almost every question"),
        ({"written": "ΚΕΑ, κεα"}, "the same for search"),
        ({"written": "Κ.Ε.Α., Ελάχιστο εγγυημένο εισόδημα"}, "synonym of itself"),
        ({"written": "α" * 301}, "300"),
        ({"meant": ""}, "required"),
    ],
)
def test_a_synonym_that_makes_no_sense_is_refused_and_says_why(editor, page, fields, said):
    shown = page(editor.post(address("synonym", "add"), SYNONYM | fields))

    assert said in errors(shown)
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("both_ways", [False, True])
def test_the_same_synonym_a_second_time_is_refused_however_it_is_written(editor, page, both_ways):
    Synonym.objects.create(**SYNONYM, both_ways=both_ways)
    turned = {"written": "ελαχιστο εγγυημενο εισοδημα", "meant": "κεα"}

    shown = page(editor.post(address("synonym", "add"), {**SYNONYM, "written": "Κ.Ε.Α., άλλο"}))
    editor.post(address("synonym", "add"), turned)

    assert "There is a synonym for this already" in errors(shown)
    assert Synonym.objects.count() == (1 if both_ways else 2)


@pytest.mark.parametrize("text", ["", "??", "και", "βία, κακοποίηση", "ΑΥΤΟΚΤΟΝΙΑ"])
def test_crisis_words_are_single_expressions_that_are_not_there_yet(editor, page, text):
    CrisisPhrase.objects.all().delete()
    CrisisPhrase.objects.create(text="αυτοκτονία")

    assert errors(page(editor.post(address("crisisphrase", "add"), {"text": text})))
    assert CrisisPhrase.objects.count() == 1


def test_a_page_is_pinned_once_to_a_question_in_all_its_spellings(editor, page, guide):
    form = {"query": "Επίδομα  στέγασης", "page": guide.pk, "sort_order": 0}
    editor.post(address("pinnedresult", "add"), form)
    assert PinnedResult.objects.get().query == "Επίδομα στέγασης"

    shown = page(editor.post(address("pinnedresult", "add"), {**form, "query": "επιδομα ΣΤΕΓΑΣΗΣ"}))

    assert "which is the same" in errors(shown)
    assert PinnedResult.objects.count() == 1


def test_only_moderators_change_weights_and_one_weight_of_words_stays_above_nothing(editor, moderator, page):
    weights = SearchWeights.load()
    url = reverse("wagtailsettings:edit", args=["search", "searchweights", weights.pk])
    editor.post(url, {**WEIGHTS, "title": 20})
    moderator.post(url, {**WEIGHTS, "title": 4.5})
    weights.refresh_from_db()
    assert weights.title == 4.5

    refused = page(moderator.post(url, dict.fromkeys(WEIGHTS, 0)))
    too_much = page(moderator.post(url, {**WEIGHTS, "body": 21}))

    assert "at least one weight" in refused.text
    assert "20" in errors(too_much)
    weights.refresh_from_db()
    assert weights.title == 4.5


def synonyms_one_by_one():
    synonym = Synonym.objects.create(**SYNONYM)
    yield
    synonym.save()
    yield
    synonym.delete()
    yield


def many_at_once():
    Synonym.objects.bulk_create([Synonym(**SYNONYM), Synonym(written="α1", meant="β1")])
    yield
    Synonym.objects.update(both_ways=True)
    yield
    Synonym.objects.all().delete()
    yield


@pytest.mark.parametrize("changes", [synonyms_one_by_one, many_at_once])
def test_every_change_makes_the_lexicon_new_within_its_own_transaction(changes):
    version = LexiconState.current()
    for _change in changes():
        assert LexiconState.current() > version
        version = LexiconState.current()


def test_a_change_that_is_taken_back_leaves_the_lexicon_as_it_was():
    version = LexiconState.current()

    with transaction.atomic():
        Synonym.objects.create(**SYNONYM)
        transaction.set_rollback(True)

    assert LexiconState.current() == version


def test_a_pinned_page_that_is_deleted_takes_its_result_along_and_the_lexicon_knows(guide):
    PinnedResult.objects.create(query="οδηγός", page=guide)
    version = LexiconState.current()

    guide.delete()

    assert not PinnedResult.objects.exists()
    assert LexiconState.current() > version


def test_the_menu_holds_all_that_concerns_search_and_settings_the_weights_no_more(editor, moderator, page):
    def menu(client):
        return client.get(reverse("wagtailadmin_home")).content.decode()

    weights = reverse("wagtailsettings:edit", args=["search", "searchweights"])
    entries = [address(name, "list") for name in ("synonym", "crisisphrase", "pinnedresult")]
    phrases = [reverse(f"wagtailsnippets_services_guide_{name}:list") for name in ("need", "audience")]

    for url in (*entries, *phrases, reverse("search_report")):
        assert url in menu(editor)
    assert weights not in menu(editor)
    assert menu(moderator).count(weights) == 1

"""A change can be tried with a question before it is saved: both lists stand side by side."""

import pytest
from django.urls import reverse

from search.models import CrisisPhrase, LexiconState, PinnedResult, SearchWeights, Synonym
from tests.search.factories import make_document
from tests.services_guide.factories import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(indexed, guide):
    indexed(
        make_document("Επίδομα ανεργίας", summary="Για όσους έχασαν τη δουλειά τους."),
        make_document("Επίδομα τέκνων", summary="Ανεργία γονέων δεν χρειάζεται.", terms=("need:paidia",)),
        make_document(
            guide.title, key=f"services_guide.guideindexpage:{guide.pk}", type="page", url="/odigos/"
        ),
    )


@pytest.fixture
def try_out(editor, moderator, page):
    """`try_out(url, question, fields)`: titles now, titles with the change, and the page itself."""

    def try_out(url, question, client=editor, **fields):
        body = {**fields, "trial_question": question, "trial_language": "el", "try": "1"}
        shown = page(client.post(url, body))
        sides = [
            [item.find(string=True, recursive=False).strip() for item in side.select("li")]
            for side in shown.select(".trial__side")
        ]
        return *sides, shown

    return try_out


def add(model):
    return reverse(f"wagtailsnippets_search_{model}:add")


def test_a_synonym_shows_what_it_will_find_and_saves_nothing(try_out):
    version = LexiconState.current()

    before, after, shown = try_out(add("synonym"), "απόλυση", written="απόλυση", meant="ανεργία")

    assert before == []
    assert after[0] == "Επίδομα ανεργίας"
    assert "new" in shown.select_one(".trial__move").text
    assert shown.select_one("input[name=written]")["value"] == "απόλυση"
    assert not Synonym.objects.exists()
    assert LexiconState.current() == version


def test_a_change_of_what_is_saved_is_compared_with_what_is_saved(try_out):
    synonym = Synonym.objects.create(written="απόλυση", meant="ανεργία")
    url = reverse("wagtailsnippets_search_synonym:edit", args=[synonym.pk])

    before, after, shown = try_out(url, "απόλυση", written="απόλυση", meant="τέκνα")

    assert before[0] == "Επίδομα ανεργίας"
    assert after == ["Επίδομα τέκνων"]
    assert "goes" in shown.select(".trial__side")[0].text
    synonym.refresh_from_db()
    assert synonym.meant == "ανεργία"


def test_a_crisis_word_shows_that_helplines_come_first(try_out):
    CrisisPhrase.objects.all().delete()

    *_lists, shown = try_out(add("crisisphrase"), "τέλος με όλα", text="τέλος με όλα")

    told = [side.select_one(".trial__told").text for side in shown.select(".trial__side")]
    assert "helplines" not in told[0]
    assert "helplines come first" in told[1]


def test_a_pinned_page_comes_first(try_out, guide):
    before, after, _shown = try_out(
        add("pinnedresult"), "επίδομα", query="επίδομα", page=guide.pk, sort_order=0
    )

    assert guide.title not in before
    assert after[0] == guide.title
    assert not PinnedResult.objects.exists()


def test_weights_change_the_order(try_out, moderator):
    weights = SearchWeights.load()
    url = reverse("wagtailsettings:edit", args=["search", "searchweights", weights.pk])
    fields = {"title": 0, "names": 0, "summary": 20, "body": 0, "other": 0, "meaning": 0}

    before, after, _shown = try_out(url, "ανεργία", moderator, **fields)

    assert before[0] == "Επίδομα ανεργίας"
    assert after[0] == "Επίδομα τέκνων"
    weights.refresh_from_db()
    assert weights.title == 8


def test_phrases_of_a_need_are_tried_on_its_own_form(try_out):
    need = NeedFactory(name="Παιδιά", slug="paidia")
    url = reverse("wagtailsnippets_services_guide_need:edit", args=[need.pk])
    typed = "πιτσιρίκια στο σπίτι"
    fields = {"name": need.name, "slug": need.slug, "sort_order": 0, "phrases_typed": typed}

    before, after, _shown = try_out(url, typed, **fields)

    assert "Επίδομα τέκνων" not in before
    assert after[0] == "Επίδομα τέκνων"
    need.refresh_from_db()
    assert need.phrases_typed == ""


def test_what_is_wrong_is_said_instead_of_tried(try_out):
    *lists, shown = try_out(add("synonym"), "απόλυση", written="", meant="ανεργία")
    assert lists == []
    assert "required" in shown.text

    *lists, shown = try_out(add("synonym"), "  ", written="απόλυση", meant="ανεργία")
    assert lists == []
    assert "Write a question to try" in shown.text


@pytest.mark.parametrize("question", ["*" * 200, "\x00\ud800"[:1], "<script>", 'title:"(' * 20])
def test_odd_questions_can_be_tried_like_any_other(try_out, question):
    *_lists, shown = try_out(add("synonym"), question, written="απόλυση", meant="ανεργία")

    assert not shown.select("#trial script")

"""What people type who need just one service: known to search, shown to nobody."""

import pytest
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from search import indexing, lexicon
from search.models import LexiconState
from services_guide.models import ServicePage
from tests.services_guide.factories import english, make_service, translate

TYPED = "το μωρό μας ήρθε χτες\n\n  we just had a baby \n"


def known():
    return [(phrase.term, phrase.text) for phrase in lexicon.current().phrases if "service:" in phrase.term]


@pytest.fixture
def service(guide):
    return make_service(guide, "Επίδομα γέννησης", phrases_typed=TYPED)


def test_a_service_is_found_by_what_people_type_who_need_it(service, client):
    make_service(service.get_parent(), "Τρόφιμα")
    indexing.rebuild()

    page = client.get("/anazitisi/", {"q": "το μωρο μασ ηρθε χτεσ"})

    assert "/odigos/epidoma-gennisis/" in page.text
    assert "/odigos/trofima/" not in page.text


def test_its_phrases_count_once_for_all_languages(service):
    once = [
        ("service:epidoma-gennisis", "το μωρό μας ήρθε χτες"),
        ("service:epidoma-gennisis", "we just had a baby"),
    ]
    translate(service.get_parent())
    page = translate(service, title="Birth benefit")
    page.save_revision().publish()

    assert page.phrases_typed == TYPED
    assert known() == once


def hide(service):
    PageViewRestriction.objects.create(page=service.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def move_below_what_is_hidden(service):
    home = Page.objects.get(pk=service.get_parent().get_parent().pk)
    hidden = home.add_child(instance=Page(title="Κρυφά", slug="kryfa", locale=home.locale))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert known()
    service.get_parent().move(hidden, pos="last-child")


def empty(service):
    service.phrases_typed = ""
    service.save_revision().publish()


@pytest.mark.parametrize(
    "withdraw",
    [ServicePage.unpublish, ServicePage.delete, empty, hide, move_below_what_is_hidden],
    ids=["unpublished", "deleted", "without phrases", "private", "moved"],
)
def test_its_phrases_are_forgotten_at_once_when_it_is(service, withdraw):
    assert known()

    withdraw(service)

    assert known() == []


def test_what_is_only_a_draft_isnt_read_by_search(service):
    before, version = known(), LexiconState.current()

    service.phrases_typed = "κάτι άλλο"
    service.save_revision()

    assert known() == before
    assert LexiconState.current() == version


def test_its_phrases_and_what_leads_to_it_are_renamed_with_it(service):
    service.slug = "epidoma-morou"
    service.save_revision().publish()

    assert {term for term, _text in known()} == {"service:epidoma-morou"}
    assert "service:epidoma-morou" in service.search_document().terms


def test_nobody_is_shown_what_people_type(service, client):
    translate(service.get_parent())
    translate(service, title="Birth benefit").save_revision().publish()
    indexing.rebuild()

    for address, query in [
        ("/odigos/", {}),
        ("/odigos/epidoma-gennisis/", {}),
        ("/en/odigos/epidoma-gennisis/", {}),
        ("/anazitisi/", {"q": "επίδομα γέννησης"}),
        ("/api/search", {"q": "επίδομα γέννησης"}),
        ("/api/search", {"q": "baby", "lang": "en"}),
        ("/api/suggest", {"q": "μωρ"}),
        ("/api/suggest", {"q": "bab"}),
        ("/sitemap.xml", {}),
    ]:
        shown = client.get(address, query)
        assert shown.status_code == 200
        assert "had a baby" not in shown.text, address
        assert "ήρθε χτες" not in shown.text, address


def test_no_translator_is_asked_for_what_people_type(service):
    translate_object(service, [english()])

    source = Translation.objects.get(source__object_id=service.translation_key).source
    assert set(source.stringsegment_set.values_list("context__path", flat=True)) == {"title", "summary"}
    assert not source.overridablesegment_set.filter(context__path="phrases_typed").exists()


def test_an_editor_gives_them_beside_the_services_needs(service, admin_client):
    page = admin_client.get(f"/admin/pages/{service.pk}/edit/")

    assert 'name="phrases_typed"' in page.text


def test_a_published_change_reaches_every_language(service):
    translate(service.get_parent())
    page = translate(service, title="Birth benefit")
    service.refresh_from_db()

    service.phrases_typed = "γέννησα δίδυμα"
    service.save_revision().publish()

    page.refresh_from_db()
    assert page.phrases_typed == "γέννησα δίδυμα"

"""What readers of another language get: words of theirs, and facts never older than the Greek ones."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from services_guide.models import GuideIndexPage, Helpline, LegalReference, Need, Organisation, ServicePage
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    HelplineFactory,
    LegalReferenceFactory,
    NeedFactory,
    OrganisationFactory,
    english,
    make_service,
    phone_number,
    translate,
)


@pytest.fixture
def english_guide(guide, settings, django_capture_on_commit_callbacks):
    english()
    guide.get_parent().copy_for_translation(english(), copy_parents=True).save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        page = translate(guide, title="Guide")
    return page


@pytest.fixture
def into_english(english_guide, django_capture_on_commit_callbacks):
    def run(original, **texts):
        with django_capture_on_commit_callbacks(execute=True):
            translate(original, **texts)
        return original.get_translation(english())

    return run


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def test_a_translated_service_keeps_its_address_needs_law_and_organisation(guide, into_english):
    organisation, reference = OrganisationFactory(), LegalReferenceFactory()
    need, audience = NeedFactory(), AudienceFactory()
    english_organisation = into_english(organisation, name="Office")
    service = make_service(
        guide, needs=[need], audiences=[audience], organisation=organisation, references=[reference]
    )

    for title in ("Housing benefit", "Rent benefit"):
        page = into_english(service, title=title)

        assert page.get_url() == f"/en/odigos/{service.slug}/"
        assert page.title == title
        assert page.live
        assert list(page.needs.all()) == [need]
        assert list(page.audiences.all()) == [audience]
        assert [link.reference for link in page.legal_references.all()] == [reference]
        assert page.organisation == english_organisation


def test_a_service_whose_organisation_is_not_translated_shows_the_greek_one(guide, into_english, client):
    organisation = OrganisationFactory(name="Γραφείο")
    page = into_english(make_service(guide, organisation=organisation), title="Service")

    assert page.organisation == organisation
    assert "Γραφείο" in read(client, page.get_url()).select_one("main .contact-card").get_text()


def test_a_phone_changed_once_is_changed_in_both_languages(guide, into_english, client):
    contact = ContactDetailsFactory(phones=[phone_number(1)])
    organisation = OrganisationFactory(contact=contact)
    into_english(organisation, name="Office")
    service = make_service(guide, organisation=organisation)
    page = into_english(service, title="Service")

    number = contact.phones.get()
    number.number = phone_number(2)
    number.save()

    for address in (service.get_url(), page.get_url(), "/odigos/", "/en/odigos/"):
        links = {link["href"] for link in read(client, address).select("main a[href^='tel:']")}
        assert links == {f"tel:+30{phone_number(2)}"}


def test_an_office_changed_on_the_greek_page_changes_on_the_english_one(guide, into_english):
    service = make_service(guide)
    page = into_english(service, title="Service")
    elsewhere, need = OrganisationFactory(), NeedFactory()
    in_english = into_english(elsewhere, name="Elsewhere")

    service.organisation, service.needs, service.is_sensitive = elsewhere, [need], True
    service.save_revision().publish()

    page.refresh_from_db()
    assert page.organisation == in_english
    assert list(ServicePage.objects.get(pk=page.pk).needs.all()) == [need]
    assert page.is_sensitive
    assert page.title == "Service"


def test_a_translator_with_an_older_text_brings_no_older_office_back(guide, into_english):
    service = make_service(guide)
    page = into_english(service, title="Service")
    elsewhere = OrganisationFactory()
    service.organisation = elsewhere
    service.save_revision().publish()

    translation = Translation.objects.get(source__object_id=service.translation_key, target_locale=english())
    translation.save_target(publish=True)

    page.refresh_from_db()
    assert page.organisation == elsewhere


def test_a_draft_of_the_greek_page_changes_nothing_in_english(guide, into_english):
    service = make_service(guide, is_sensitive=False)
    page = into_english(service, title="Service")

    service.is_sensitive = True
    service.save_revision()
    page.save_revision().publish()

    page.refresh_from_db()
    assert not page.is_sensitive


def test_a_helpline_renumbered_in_greek_is_renumbered_in_english(into_english):
    line = HelplineFactory(number="1107", name="Παιδί")
    translated = into_english(line, name="Child")

    line.number = "1108"
    line.save()

    translated.refresh_from_db()
    assert (translated.number, translated.name) == ("1108", "Child")


def test_a_translator_with_an_older_text_brings_no_older_number_back(into_english):
    line = HelplineFactory(number="1107")
    translated = into_english(line, name="Child")
    line.number = "1108"
    line.save()

    Translation.objects.get(target_locale=english(), source__object_id=line.translation_key).save_target()

    assert set(Helpline.objects.values_list("number", flat=True)) == {"1108"}
    translated.refresh_from_db()
    assert translated.name == "Child"


def test_slugs_are_the_same_in_every_language(into_english):
    need = NeedFactory(name="Στέγη")

    assert into_english(need, name="Housing").slug == "stegi"
    assert Need.objects.filter(slug="stegi").count() == 2


def test_only_words_are_offered_to_translators(guide):
    service = make_service(guide, how_to_apply="Έρχεστε.", references=[LegalReferenceFactory()])
    organisation = OrganisationFactory(description="Γραφείο.")
    translate_object(service, [english()])
    translate_object(organisation, [english()])

    def offered(entry):
        source = Translation.objects.get(source__object_id=entry.translation_key).source
        return set(source.stringsegment_set.values_list("context__path", flat=True))

    assert offered(service) == {"title", "summary", "how_to_apply"}
    assert offered(organisation) == {"name", "description"}


def test_what_is_sent_to_translation_is_not_published_in_greek(english_guide, guide, client):
    service = make_service(guide)
    translate_object(service, [english()])

    assert not service.get_translation(english()).live
    assert read(client, "/en/odigos/").select(".result") == []


def test_the_english_guide_names_its_terms_in_english(guide, into_english, client):
    need = NeedFactory(slug="stegi", name="Στέγη")
    into_english(need, name="Housing")
    audience = AudienceFactory(slug="astegoi", name="Άστεγοι")
    into_english(make_service(guide, needs=[need], audiences=[audience]), title="Shelter")
    make_service(guide, "Μόνο ελληνικά", needs=[need], audiences=[audience])

    page = read(client, "/en/odigos/?need=stegi")

    assert [link.get_text() for link in page.select(".result__title a")] == ["Shelter"]
    options = [
        option.get_text(" ", strip=True) for option in page.select(".facet__option > span:first-of-type")
    ]
    assert options == ["Housing", "Άστεγοι"]


def test_the_english_page_names_its_terms_in_english(guide, into_english, client):
    need = NeedFactory(slug="stegi", name="Στέγη")
    into_english(need, name="Housing")
    page = into_english(make_service(guide, needs=[need]), title="Shelter")

    tag = read(client, page.get_url()).select_one("main .tags a")

    assert tag.get_text() == "Housing"
    assert tag["href"] == "/en/odigos/?need=stegi"


def test_a_form_is_offered_in_the_readers_language_else_in_greek(guide, into_english, client):
    form = guide.get_parent().add_child(instance=Page(title="Αίτηση", slug="aitisi", locale=guide.locale))
    page = into_english(make_service(guide, application_form=form), title="Shelter")

    button = read(client, page.get_url()).select_one("main article a.button")
    assert button["href"] == "/aitisi/"

    form.copy_for_translation(english()).save_revision().publish()

    button = read(client, page.get_url()).select_one("main article a.button")
    assert button["href"] == "/en/aitisi/"


def test_entries_come_once_in_the_best_language(into_english):
    need = NeedFactory(name="Στέγη", sort_order=2)
    NeedFactory(name="Τρόφιμα", sort_order=1)
    into_english(need, name="Housing")

    assert [each.name for each in Need.objects.in_language("en")] == ["Τρόφιμα", "Housing"]
    assert [each.name for each in Need.objects.in_language("el")] == ["Τρόφιμα", "Στέγη"]


def test_models_of_facts_are_not_translatable():
    assert not hasattr(LegalReference, "locale")
    assert not hasattr(Organisation.contact.field.related_model, "locale")
    assert GuideIndexPage.max_count_per_parent == 1

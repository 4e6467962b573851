"""What the index is told."""

import pytest
from wagtail.models import PageViewRestriction

from search.models import LexiconState
from services_guide.models import Audience, GuideIndexPage, Need, Organisation, ServicePage
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
    translate,
)


def test_a_service_is_found_by_all_its_words_names_and_phones(guide):
    contact = ContactDetailsFactory(phones=[phone_number(8)])
    service = make_service(
        guide,
        "Επίδομα",
        summary="Για το ενοίκιο.",
        body="<p>Ποσό &amp; διάρκεια</p><p>Έξι μήνες</p>",
        documents_required="Μισθωτήριο",
        needs=[NeedFactory(name="Στέγη", phrase="Δεν έχω πού να μείνω")],
        audiences=[AudienceFactory(name="Άστεγοι")],
        organisation=OrganisationFactory(name="Κέντρο", contact=contact),
    )

    document = service.search_document()

    assert document.key == f"services_guide.servicepage:{service.pk}"
    assert (document.type, document.slug, document.language) == ("service", "epidoma", "el")
    assert document.url == "/odigos/epidoma/"
    assert document.summary == "Για το ενοίκιο."
    assert "Ποσό & διάρκεια" in document.body
    assert "<" not in document.body
    assert "Μισθωτήριο" in document.body
    assert set(document.names) == {"Στέγη", "Δεν έχω πού να μείνω", "Άστεγοι", "Κέντρο"}
    assert document.phones == (phone_number(8),)


@pytest.mark.parametrize("hide", ["draft", "private", "private guide"])
def test_only_what_the_public_may_read_is_searchable(guide, hide):
    service = make_service(guide, live=hide != "draft")
    if hide != "draft":
        page = service if hide == "private" else guide
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert list(ServicePage.searchable()) == []


def test_an_organisation_without_a_page_leads_to_its_services(guide):
    organisation = OrganisationFactory(slug="kentro", description="Το κέντρο.")

    document = organisation.search_document()

    assert document.url == "/odigos/?organisation=kentro"
    assert (document.type, document.slug, document.summary) == ("organisation", "kentro", "Το κέντρο.")
    assert organisation in Organisation.searchable()


def test_an_organisation_is_found_by_the_addresses_one_writes_to(guide, client, work_off):
    contact = ContactDetailsFactory(emails=["grafeio.koinotita@example.org"])
    office = OrganisationFactory(name="Γραφείο Κοινότητας", contact=contact)
    OrganisationFactory(name="Άλλο γραφείο", contact=ContactDetailsFactory(emails=["allo@example.org"]))
    work_off()

    def found(typed):
        hits = client.get("/api/search", {"q": typed, "type": "organisation"}).json()["results"]
        return [hit["title"] for hit in hits]

    assert found("grafeio.koinotita@example.org")[0] == office.name

    address = contact.emails.get()
    address.address = "neo.onoma@example.org"
    address.save()
    work_off()

    assert found("neo.onoma@example.org")[0] == office.name


def test_the_guide_itself_is_found(guide):
    assert [page.search_document().url for page in GuideIndexPage.searchable()] == ["/odigos/"]


def test_a_changed_phone_and_a_renamed_term_are_indexed_again(guide):
    contact, need = ContactDetailsFactory(phones=[phone_number(1)]), NeedFactory()
    organisation = OrganisationFactory(contact=contact)
    service = make_service(guide, needs=[need], organisation=organisation)

    for changed in (contact, contact.phones.get()):
        assert list(changed.search_dependents()) == [organisation, service]
    for changed in (organisation, need, service.audiences.get()):
        assert list(changed.search_dependents()) == [service]


def test_a_service_names_its_unit_its_terms_and_what_other_languages_call_it(guide):
    translate(guide)
    need = NeedFactory(name="Στέγη", slug="stegi")
    audience = AudienceFactory(name="Άστεγοι", slug="astegoi")
    office = OrganisationFactory(name="Κέντρο Κοινότητας")
    service = make_service(
        guide,
        "Βεβαίωση",
        summary="Για όσους δεν έχουν σπίτι.",
        organisation=office,
        needs=[need],
        audiences=[audience],
    )
    for entry, name in ((need, "Housing"), (audience, "Homeless people"), (office, "Community Centre")):
        translate(entry, name=name)
    english = translate(service, title="Certificate", summary="For people without a home.")
    english.save_revision().publish()

    greek_document, english_document = service.search_document(), english.search_document()

    terms = ("need:stegi", "audience:astegoi", "service:vevaiosi")
    assert greek_document.terms == english_document.terms == terms
    assert greek_document.unit == "Κέντρο Κοινότητας"
    assert english_document.unit == "Community Centre"
    assert set(greek_document.other) == {
        "Certificate",
        "For people without a home.",
        "Housing",
        "Homeless people",
    }
    assert set(english_document.other) == {"Βεβαίωση", "Για όσους δεν έχουν σπίτι.", "Στέγη", "Άστεγοι"}


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_a_translation_that_nobody_may_read_is_in_no_document(guide, hidden):
    translate(guide)
    service = make_service(guide)
    english = translate(service, title="Secret", summary="Nobody reads this.")
    if hidden == "private":
        english.save_revision().publish()
        assert "Secret" in service.search_document().other
        PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)

    assert not any("Secret" in text or "Nobody" in text for text in service.search_document().other)


def test_an_organisation_names_what_it_is_part_of_and_what_other_languages_call_it(guide):
    above = OrganisationFactory(name="Διεύθυνση")
    office = OrganisationFactory(name="Τμήμα", parent=above, description="Για όλους.")
    translate(above, name="Directorate")
    english = translate(office, name="Department", description="For everyone.")

    assert office.search_document().unit == "Διεύθυνση"
    assert office.search_document().other == ("Department", "For everyone.")
    assert english.search_document().unit == "Directorate"
    assert english.search_document().other == ("Τμήμα", "Για όλους.")
    assert above.search_document().unit == ""
    assert office in above.search_dependents()


def test_the_names_of_a_term_and_what_people_type_are_phrases_of_search(db):
    need = NeedFactory(
        name="Στέγη",
        slug="stegi",
        phrase="Δεν έχω πού να μείνω",
        phrases_typed="με διώχνουν από το σπίτι\n\n  i was evicted \nΔεν έχω πού να μείνω",
    )
    translate(need, name="Housing", phrase="I have nowhere to stay")
    AudienceFactory(name="Άστεγοι", slug="astegoi", phrases_typed="κοιμάμαι στο παγκάκι")

    phrases = [(phrase.term, phrase.text) for phrase in (*Need.search_phrases(), *Audience.search_phrases())]

    assert len(phrases) == len(set(phrases))
    assert set(phrases) == {
        ("need:stegi", "Στέγη"),
        ("need:stegi", "Housing"),
        ("need:stegi", "Δεν έχω πού να μείνω"),
        ("need:stegi", "I have nowhere to stay"),
        ("need:stegi", "με διώχνουν από το σπίτι"),
        ("need:stegi", "i was evicted"),
        ("audience:astegoi", "Άστεγοι"),
        ("audience:astegoi", "κοιμάμαι στο παγκάκι"),
    }


@pytest.mark.parametrize("factory", [NeedFactory, AudienceFactory])
def test_search_hears_of_every_change_of_a_term(db, factory):
    seen = [LexiconState.current()]
    term = factory()
    seen.append(LexiconState.current())
    term.phrases_typed = "κάτι άλλο"
    term.save()
    seen.append(LexiconState.current())
    type(term).objects.filter(pk=term.pk).delete()
    seen.append(LexiconState.current())

    assert seen == sorted(set(seen))


def test_an_editor_gives_a_need_phrases_once_for_all_languages(guide, admin_client):
    need = NeedFactory(slug="stegi")
    english = translate(need, name="Housing")

    response = admin_client.post(
        f"/admin/snippets/services_guide/need/edit/{need.pk}/",
        {"name": "Στέγη", "slug": "stegi", "sort_order": 1, "phrases_typed": "i was evicted"},
    )

    english.refresh_from_db()
    assert response.status_code == 302
    assert english.phrases_typed == "i was evicted"

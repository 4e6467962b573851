"""What the index is told."""

import pytest
from wagtail.models import PageViewRestriction

from services_guide.models import GuideIndexPage, Organisation, ServicePage
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
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

"""What editors own, in the admin."""

import pytest

from services_guide.models import ContactDetails, Organisation
from services_guide.phone import grouped
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
)

OWNED = ["organisation", "contactdetails", "need", "audience", "helpline", "legalreference"]


@pytest.mark.parametrize("name", OWNED)
def test_editors_have_a_list_and_a_form_for_each_kind_of_entry(admin_client, guide, name):
    OrganisationFactory()

    assert admin_client.get(f"/admin/snippets/services_guide/{name}/").status_code == 200
    assert admin_client.get(f"/admin/snippets/services_guide/{name}/add/").status_code == 200


def test_the_kinds_stand_together_in_one_menu(admin_client, guide):
    page = admin_client.get("/admin/").text

    assert all(f"/admin/snippets/services_guide/{name}/" in page for name in OWNED)


def contact_form(number):
    return {
        "name": "Κέντρο Κοινότητας",
        "phones-TOTAL_FORMS": "1",
        "phones-INITIAL_FORMS": "0",
        "phones-0-number": number,
        "phones-0-ORDER": "1",
        "emails-TOTAL_FORMS": "0",
        "emails-INITIAL_FORMS": "0",
    }


def test_a_phone_may_be_typed_in_any_usual_way(admin_client, guide):
    admin_client.post("/admin/snippets/services_guide/contactdetails/add/", contact_form("+30 2341 090009"))

    assert ContactDetails.objects.get().phones.get().number == phone_number(9)


def test_an_editor_who_mistypes_a_phone_is_told_and_loses_nothing(admin_client, guide):
    response = admin_client.post(
        "/admin/snippets/services_guide/contactdetails/add/", contact_form("2341 09000")
    )

    assert response.status_code == 200
    assert "2341 352281" in response.text
    assert 'value="2341 09000"' in response.text
    assert not ContactDetails.objects.exists()


def test_the_list_of_contact_details_shows_their_phones(admin_client, guide, django_assert_max_num_queries):
    for number in range(3):
        ContactDetailsFactory(phones=[phone_number(number)])

    with django_assert_max_num_queries(25):
        page = admin_client.get("/admin/snippets/services_guide/contactdetails/").text

    assert all(grouped(phone_number(number)) in page for number in range(3))


def test_contact_details_in_use_are_kept_and_the_editor_learns_by_whom(admin_client, guide):
    organisation = OrganisationFactory(name="Κέντρο Κοινότητας")

    response = admin_client.post(
        f"/admin/snippets/services_guide/contactdetails/delete/{organisation.contact_id}/", follow=True
    )

    assert response.status_code == 200
    assert "Κέντρο Κοινότητας" in response.text
    assert ContactDetails.objects.filter(pk=organisation.contact_id).exists()


@pytest.mark.parametrize(("field", "factory"), [("needs", NeedFactory), ("audiences", AudienceFactory)])
def test_a_term_that_services_are_found_by_is_kept(admin_client, guide, field, factory):
    term = factory()
    service = make_service(guide, "Βεβαίωση", **{field: [term]})
    address = f"/admin/snippets/services_guide/{type(term)._meta.model_name}/delete/{term.pk}/"

    response = admin_client.post(address, follow=True)

    assert "Βεβαίωση" in response.text
    service.refresh_from_db()
    assert list(getattr(service, field).all()) == [term]


def test_what_nobody_uses_can_be_deleted(admin_client, guide):
    contact = ContactDetailsFactory()

    admin_client.post(f"/admin/snippets/services_guide/contactdetails/delete/{contact.pk}/")

    assert not ContactDetails.objects.exists()


def test_an_organisation_is_no_part_of_itself(admin_client, guide):
    above = OrganisationFactory(name="Πάνω")
    below = OrganisationFactory(name="Κάτω", parent=above)

    response = admin_client.post(
        f"/admin/snippets/services_guide/organisation/edit/{above.pk}/",
        {"name": "Πάνω", "kind": "directorate", "parent": below.pk, "slug": above.slug, "contact": ""},
    )

    assert response.status_code == 200
    assert Organisation.objects.get(pk=above.pk).parent is None


def test_the_title_of_a_service_writes_into_no_other_field_while_it_is_typed(admin_client, guide):
    form = admin_client.get(f"/admin/pages/add/services_guide/servicepage/{guide.pk}/").text

    assert 'name="title"' in form
    assert "data-w-sync-target-value" not in form

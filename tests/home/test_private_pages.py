"""What readers see where a page isn't for all."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

ADDRESS = "/odigos/vevaiosi-astegias/"


@pytest.fixture
def restrict(kilkis):
    page = Page.objects.get(slug="vevaiosi-astegias", locale__language_code="el")

    def restrict(**kind):
        return PageViewRestriction.objects.create(page=page, **kind)

    return restrict


def test_a_page_for_staff_asks_for_the_account_with_the_one_form_there_is(restrict, client):
    restrict(restriction_type=PageViewRestriction.LOGIN)

    answer = client.get(ADDRESS, follow=True)

    assert answer.request["PATH_INFO"] == reverse("wagtailadmin_login")
    assert f'value="{ADDRESS}"' in answer.text
    assert 'name="otp_token"' in answer.text


def test_a_wrong_account_is_refused_and_still_on_its_way(restrict, client):
    restrict(restriction_type=PageViewRestriction.LOGIN)

    refused = client.post(
        reverse("wagtailadmin_login"),
        {"username": "maria", "password": "no", "otp_token": "", "next": ADDRESS},
    )

    assert not refused.wsgi_request.user.is_authenticated
    assert f'value="{ADDRESS}"' in refused.text


def test_whoever_knows_the_password_reads_the_page(restrict, client):
    restriction = restrict(restriction_type=PageViewRestriction.PASSWORD, password="τριαντάφυλλο")
    asked = client.get(ADDRESS)
    assert "Η σελίδα ζητά κωδικό" in asked.text
    assert "Βεβαίωση αστεγίας" not in asked.text
    assert "κοινωνικής έρευνας" not in asked.text
    page = restriction.page
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    refused = client.post(address, {"password": "γαρίφαλο", "return_url": ADDRESS})
    assert "error-summary" in refused.text

    read = client.post(address, {"password": "τριαντάφυλλο", "return_url": ADDRESS}, follow=True)
    assert "Βεβαίωση αστεγίας" in read.text
    assert "κοινωνικής έρευνας" in read.text

"""Translations follow the Greek original, when it goes and when they start."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

from tests.signing_in import sign_in

SLUG = "vevaiosi-astegias"


@pytest.fixture
def pages(kilkis):
    greek = Page.objects.get(slug=SLUG, locale__language_code="el").specific
    english = Page.objects.get(slug=SLUG, locale__language_code="en").specific
    return greek, english


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser("admin", "admin@example.gr", "p" * 12)
    sign_in(client, user)
    return client


def test_a_service_that_is_unpublished_in_greek_is_gone_in_english_too(pages, client):
    greek, _english = pages
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 200

    greek.unpublish()

    assert client.get(f"/odigos/{SLUG}/").status_code == 404
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 404


def test_a_service_that_is_deleted_in_greek_stays_in_english_as_a_draft(pages, client):
    greek, english = pages

    greek.delete()

    english.refresh_from_db()
    assert not english.live
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 404


def test_unpublishing_the_english_leaves_the_greek(pages, client):
    _greek, english = pages

    english.unpublish()

    assert client.get(f"/odigos/{SLUG}/").status_code == 200


def test_a_service_that_is_made_private_in_greek_is_private_in_english_too(pages, client):
    greek, _english = pages

    restriction = PageViewRestriction.objects.create(page=greek, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"/odigos/{SLUG}/").status_code == 302
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 302
    assert SLUG not in client.get("/en/odigos/").content.decode()

    restriction.delete()
    assert client.get(f"/odigos/{SLUG}/").status_code == 200
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 200


def test_a_password_for_the_greek_opens_the_english_too(pages, client):
    greek, english = pages
    restriction = PageViewRestriction.objects.create(
        page=greek, restriction_type=PageViewRestriction.PASSWORD, password="πρώτος"
    )

    restriction.password = "δεύτερος"
    restriction.save()

    assert english.view_restrictions.get().password == "δεύτερος"


def test_a_service_for_some_groups_is_for_the_same_ones_in_english(pages, admin):
    greek, english = pages
    group = Group.objects.create(name="Προσωπικό")

    admin.post(
        reverse("wagtailadmin_pages:set_privacy", args=[greek.pk]),
        {"restriction_type": "groups", "groups": [group.pk]},
    )

    assert list(english.view_restrictions.get().groups.all()) == [group]


def test_a_page_translated_after_it_was_made_private_is_private_too(pages, client):
    greek, english = pages
    english.delete()
    PageViewRestriction.objects.create(page=greek, restriction_type=PageViewRestriction.LOGIN)

    english = greek.copy_for_translation(english.locale)

    assert english.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN


def test_making_the_english_private_leaves_the_greek_as_it_is(pages, client):
    _greek, english = pages

    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"/odigos/{SLUG}/").status_code == 200
    assert client.get(f"/en/odigos/{SLUG}/").status_code == 302


def test_a_translation_is_not_published_while_the_greek_is_not(pages, admin):
    greek, english = pages
    greek.unpublish()

    response = admin.post(
        reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True
    )

    english.refresh_from_db()
    assert not english.live
    assert "Δημοσιεύστε πρώτα την ελληνική σελίδα" in response.text


def test_no_other_way_leads_a_translation_past_its_unpublished_greek(pages):
    greek, english = pages
    greek.unpublish()

    english.save_revision().publish()

    english.refresh_from_db()
    assert not english.live


def test_bringing_translations_up_to_date_publishes_nothing(pages, admin, client):
    greek, _english = pages
    source = TranslationSource.objects.get_for_instance(greek)
    greek.summary = "Νέα ελληνική περίληψη."
    greek.save_revision().publish()

    admin.post(
        reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}
    )

    assert source.stringsegment_set.filter(string__data="Νέα ελληνική περίληψη.").exists()
    assert "Νέα ελληνική" not in client.get(f"/en/odigos/{SLUG}/").text


def test_a_translation_is_not_started_from_the_english_page(pages, admin):
    _greek, english = pages
    address = reverse("wagtail_localize:submit_page_translation", args=[english.pk])

    response = admin.get(address, follow=True)

    assert "Translations start from the Greek text" in response.content.decode() or (
        "Οι μεταφράσεις ξεκινούν από το ελληνικό κείμενο" in response.content.decode()
    )


def test_a_translation_is_started_from_the_greek_page(pages, admin):
    greek, english = pages
    english.delete()

    response = admin.get(reverse("wagtail_localize:submit_page_translation", args=[greek.pk]))

    assert response.status_code == 200
    assert greek.title in response.content.decode()

"""Translations follow the Greek original, when it goes and when they start."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

SLUG = "vevaiosi-astegias"


@pytest.fixture
def pages(kilkis):
    greek = Page.objects.get(slug=SLUG, locale__language_code="el").specific
    english = Page.objects.get(slug=SLUG, locale__language_code="en").specific
    return greek, english


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser("admin", "admin@example.gr", "p" * 12)
    client.force_login(user)
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

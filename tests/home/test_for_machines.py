"""What search engines and those who watch the site are told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from search.indexing import rebuild

SERVICE = "vevaiosi-astegias"


def addresses(client, **headers):
    """What the sitemap lists."""
    answer = client.get("/sitemap.xml", headers=headers)
    assert answer.status_code == 200
    return re.findall("<loc>(.*?)</loc>", answer.text)


def greek(slug):
    return Page.objects.get(slug=slug, locale__language_code="el")


def test_the_sitemap_lists_each_public_page_in_every_language_once(kilkis, client):
    listed = addresses(client)

    assert sorted(listed) == sorted(page.full_url for page in Page.objects.live().filter(depth__gt=1))
    assert f"http://testserver/en/odigos/{SERVICE}/" in listed


def test_the_sitemap_names_the_host_of_the_site_not_of_the_request(kilkis, client, settings):
    Site.objects.update(hostname="koinoniki.example.gr", port=443)

    assert all(address.startswith("https://koinoniki.example.gr/") for address in addresses(client))


def test_what_is_a_draft_private_or_expired_is_not_in_the_sitemap(kilkis, client):
    past = timezone.now() - timedelta(minutes=1)
    draft, private, expired = greek(SERVICE), greek("aitiseis"), greek("epikoinonia")
    draft.specific.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    Page.objects.filter(pk=expired.pk).update(expire_at=past)

    listed = addresses(client)

    assert not [
        each
        for each in listed
        for page in (draft, private, expired)
        if each.startswith(page.full_url.replace("/en/", "/"))
    ]
    assert "http://testserver/en/epikoinonia/" in listed


def test_the_sitemap_asks_no_more_for_more_pages(kilkis, client, django_assert_max_num_queries):
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_robots_are_kept_from_the_staff_and_led_to_the_sitemap(client, db, settings):
    settings.BASE_URL = "https://koinoniki.example.gr"
    lines = client.get("/robots.txt", headers={"host": "localhost"}).text.splitlines()

    assert "Disallow: /admin/" in lines
    assert "Sitemap: https://koinoniki.example.gr/sitemap.xml" in lines


@pytest.mark.parametrize(("is_built", "state"), [(True, "ok"), (False, "failing")])
def test_readiness_tells_whether_search_has_an_index(client, db, is_built, state):
    if is_built:
        rebuild()

    answer = client.get("/readyz")

    assert answer.status_code == 200  # one can read the site without it
    assert answer.json()["search"] == state

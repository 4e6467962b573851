"""Where there is no content yet: pages have nothing around them, and a load may break off in the middle."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.template import Context

from home.content import sources
from home.content.pages import PageLoader
from services_guide.models import ServicePage
from tests.home.test_navigation import ALL, shown


def test_a_site_without_content_has_nothing_around_its_pages(db):
    assert shown() == ["", "", "", "", "", ""]


def test_a_template_without_a_request_renders(db):
    assert set(ALL.render(Context({})).split("|")) == {""}


def test_an_interrupted_load_goes_on_where_it_stopped(db, monkeypatch):
    whole = PageLoader.service
    done = []

    def interrupted(loader, entry):
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append(entry)
        return whole(loader, entry)

    monkeypatch.setattr(PageLoader, "service", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("load_kilkis", stdout=StringIO())
    first_four = set(ServicePage.objects.values_list("pk", flat=True))
    monkeypatch.setattr(PageLoader, "service", whole)

    call_command("load_kilkis", stdout=StringIO())

    services = ServicePage.objects.filter(locale__language_code="el", live=True)
    assert len(first_four) == 4
    assert first_four < set(services.values_list("pk", flat=True))
    assert sorted(services.values_list("slug", flat=True)) == sorted(
        entry["slug"] for entry in sources.read("kilkis")["services"]
    )
    assert ServicePage.objects.filter(locale__language_code="en", live=True).count() == 26

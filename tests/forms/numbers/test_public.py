"""The figures everybody may read, if an administrator wants it."""

from datetime import datetime

import pytest
from django.utils import timezone
from wagtail.models import Site

from forms.models import Application, PublicFigures
from tests.forms.factories import ApplicationFormPageFactory, make_english
from tests.forms.numbers.conftest import YEAR


@pytest.fixture
def listing(db):
    return ApplicationFormPageFactory().get_parent().specific


@pytest.fixture
def switched_on(listing):
    setting = PublicFigures.for_site(Site.objects.get(is_default_site=True))
    setting.are_shown = True
    setting.save()
    return setting


def test_switched_off_it_is_not_there_and_nothing_leads_to_it(a_year, listing, client):
    assert client.get(listing.figures_url).status_code == 404
    assert listing.figures_url not in client.get(listing.path_of_url).content.decode()


def test_switched_on_it_shows_the_last_year_with_small_counts_hidden(a_year, listing, switched_on, client):
    assert listing.figures_url in client.get(listing.path_of_url).content.decode()

    response = client.get(listing.figures_url, {"etos": YEAR})

    page = response.content.decode()
    assert response.context["overview"].period.year == YEAR
    assert "&lt;5" in page
    assert "<svg" in page
    assert "style=" not in page
    assert not response.cookies
    numbers = {cell.number for table in response.context["overview"].tables for row in table.rows
               for cell in row.cells}  # fmt: skip
    assert not numbers & {1, 2, 3, 4}


def test_of_the_year_that_runs_there_is_one_round_number(a_year, listing, switched_on, client):
    this_year = timezone.localdate().year
    midday = timezone.make_aware(datetime(this_year, 1, 1, 12))
    Application.objects.filter(state="positive").update(sent_at=midday)
    Application.objects.filter(state="closed").update(sent_at=midday)

    response = client.get(listing.figures_url)

    assert response.context["shown"].about == 10
    assert this_year not in response.context["shown"].years
    for wrong in (this_year, "x", YEAR - 5, "²⁰²⁴"):
        assert client.get(listing.figures_url, {"etos": wrong}).status_code == 404


def test_it_changes_once_a_day_and_costs_no_counting_in_between(
    a_year, listing, switched_on, client, django_assert_max_num_queries
):
    before = client.get(listing.figures_url, {"etos": YEAR}).context["overview"]
    Application.objects.all().update(unit=a_year[0].unit, channel="paper")

    with django_assert_max_num_queries(20):
        assert client.get(listing.figures_url, {"etos": YEAR}).context["overview"] == before


def test_it_speaks_english_below_en(a_year, listing, switched_on, client):
    english = make_english(listing.get_children().first().specific).get_parent().specific

    page = client.get(english.figures_url, {"etos": YEAR}).content.decode()

    assert english.figures_url.startswith("/en/")
    assert "Applications in numbers" in page
    assert "March 2024" in page


def test_without_a_year_that_is_over_it_says_when_figures_come(listing, switched_on, client):
    response = client.get(listing.figures_url)

    assert response.status_code == 200
    assert response.context["overview"] is None

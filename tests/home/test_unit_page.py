"""The page of a department: what it lists, and who leads to it."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import UnitPage
from search.indexing import differences, rebuild
from services_guide.listing import alphabetical
from services_guide.models import Organisation, ServicePage
from tests.home.reading import main_of

CENTRE = "kentro-koinotitas"


@pytest.fixture
def centre(kilkis):
    return UnitPage.objects.get(slug=CENTRE, locale__language_code="el")


def test_services_stand_in_the_order_of_the_greek_alphabet(centre, client):
    """A database puts «Έ» before «Α»."""
    of_centre = ServicePage.objects.filter(organisation=centre.organisation)
    first, second, third = of_centre.values_list("pk", flat=True)[:3]
    for pk, title in ((first, "Άδεια"), (second, "Έκτακτη βοήθεια"), (third, "Βοήθεια")):
        ServicePage.objects.filter(pk=pk).update(title=title)

    titles = [link.get_text() for link in main_of(client.get(centre.get_url())).select(".result__title a")]

    assert {"Άδεια", "Βοήθεια", "Έκτακτη βοήθεια"} <= set(titles)
    assert titles == sorted(titles, key=alphabetical)


def test_nobody_is_led_to_a_page_that_has_become_private(centre):
    office = Organisation.objects.get(pk=centre.organisation_id)
    assert office.url == centre.get_url()
    above = Page.objects.get(pk=centre.get_parent().pk)
    PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)

    assert Organisation.objects.get(pk=office.pk).url == f"/odigos/?organisation={CENTRE}"


@pytest.mark.parametrize("change", ["renamed", "private"])
def test_search_knows_where_an_office_is_after_the_page_above_it_changed(centre, work_off, change):
    rebuild()
    above = centre.get_parent().specific
    if change == "renamed":
        above.slug = "diefthynsi"
        above.save_revision().publish()
    else:
        PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)

    work_off()

    assert not differences()

"""Describing many for search costs the database as much as describing few, and comes to the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search import sources
from services_guide.models import ServicePage
from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    HelplineFactory,
    NeedFactory,
    OrganisationFactory,
    english,
    phone_number,
)

FEW, MANY, MOST = 3, 30, 12
"""Objects of each language, all in one chunk, and questions that a chunk may cost."""

OTHER = {
    "services": {"Υπηρεσία 0", "Service 0", "Need 0"},
    "offices": {"Γραφείο 0", "Office 0"},
    "lines": {"Line 0"},
}
"""What documents take over from those of other languages."""


@pytest.fixture
def offices(guide):
    """Each with a contact of its own, a translation, and a place below another."""
    above, made = OrganisationFactory(name="Δήμος"), []
    for number in range(MANY):
        contact = ContactDetailsFactory(
            phones=[phone_number(number)], emails=[f"grafeio{number}@example.org"]
        )
        office = OrganisationFactory(name=f"Γραφείο {number}", parent=above, contact=contact)
        in_english(office, name=f"Office {number}")
        made.append(office)
        above = office if number < FEW else above
    return made


@pytest.fixture
def services(guide, offices):
    """Each offered by another office, under a need and an audience of its own, and translated."""
    other_guide = guide.copy_for_translation(english(), copy_parents=True, alias=True)
    made = []
    for number, office in enumerate(offices):
        service = ServicePage(title=f"Υπηρεσία {number}", summary="Βοήθεια.", organisation=office)
        need, audience = NeedFactory(), AudienceFactory()
        in_english(need, name=f"Need {number}")
        service.locale, service.needs, service.audiences = guide.locale, [need], [audience]
        made.append(guide.add_child(instance=service))
        other_guide.add_child(
            instance=ServicePage(
                title=f"Service {number}",
                slug=service.slug,
                summary="Help.",
                organisation=office,
                locale=english(),
                translation_key=service.translation_key,
            )
        )
    return made


@pytest.fixture
def lines(db):
    """Each for a need of its own, and translated."""
    made = [HelplineFactory(needs=[NeedFactory(name=f"Ανάγκη {number}")]) for number in range(MANY)]
    for number, line in enumerate(made):
        in_english(line, name=f"Line {number}")
    return made


def in_english(entry, **fields):
    entry.copy_for_translation(english()).save()
    type(entry).objects.filter(translation_key=entry.translation_key, locale=english()).update(**fields)


def keys_of(instances):
    """Of these and of their translations."""
    return sources.with_translations([sources.key_of(instance) for instance in instances])


def questions_for(instances):
    keys = keys_of(instances)
    with CaptureQueriesContext(connection) as asked:
        described = list(sources.documents(keys))
    assert len(described) == len(keys) == 2 * len(instances)
    return len(asked)


@pytest.mark.parametrize("made", ["services", "offices", "lines"])
def test_describing_many_asks_the_database_as_often_as_describing_few(made, request):
    instances = request.getfixturevalue(made)
    questions_for(instances[:1])  # Wagtail learns where its sites are

    assert questions_for(instances[:FEW]) == questions_for(instances) <= MOST


@pytest.mark.parametrize("made", ["services", "offices", "lines"])
def test_an_object_is_described_among_others_as_it_is_alone(made, request):
    instances = request.getfixturevalue(made)[:FEW]
    together = list(sources.documents(keys_of(instances)))

    alone = [document for key in keys_of(instances) for document in sources.documents([key])]

    assert len(together) == 2 * FEW
    assert sorted(together, key=str) == sorted(alone, key=str)
    assert OTHER[made] <= {text for document in together for text in document.other}


def test_among_many_too_a_translation_that_nobody_may_read_is_in_no_document(services):
    hidden = ServicePage.objects.get(title="Service 1")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    told = {document.title: document.other for document in sources.documents(keys_of(services[:FEW]))}

    assert "Service 0" in told["Υπηρεσία 0"]
    assert "Service 1" not in told
    assert "Service 1" not in told["Υπηρεσία 1"]

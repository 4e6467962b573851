"""Describing many pages and forms for search costs the database as much as describing few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from search import sources
from tests.forms.factories import ApplicationFormPageFactory, UnitFactory
from tests.services_guide.factories import OrganisationFactory, make_guide, make_service

FEW, MANY, MOST = 2, 8, 12
"""Objects, all in one chunk, and questions that a chunk may cost."""


@pytest.fixture
def guide(db):
    return make_guide()


@pytest.fixture
def pages(guide):
    """Texts that another office answers for each."""
    home = guide.get_parent()
    return [
        home.add_child(
            instance=StandardPage(
                title=f"Κείμενο {number}",
                locale=guide.locale,
                organisation=OrganisationFactory(name=f"Γραφείο {number}"),
            )
        )
        for number in range(MANY)
    ]


@pytest.fixture
def forms(guide):
    """Each for a service of its own, worked off by the office above that which offers it."""
    made = []
    for number in range(MANY):
        above = OrganisationFactory(name=f"Γραφείο {number}")
        form = ApplicationFormPageFactory(
            title=f"Αίτηση {number}",
            slug=f"aitisi-{number}",
            unit=UnitFactory(slug=above.slug, name="Όπως στα εισερχόμενα"),
        )
        make_service(guide, application_form=form, organisation=OrganisationFactory(parent=above))
        made.append(form)
    return made


def questions_for(instances):
    with CaptureQueriesContext(connection) as asked:
        described = list(sources.documents([sources.key_of(instance) for instance in instances]))
    assert {document.unit for document in described} == {f"Γραφείο {n}" for n in range(len(instances))}
    return len(asked)


@pytest.mark.parametrize("made", ["pages", "forms"])
def test_describing_many_asks_the_database_as_often_as_describing_few(made, request):
    instances = request.getfixturevalue(made)
    questions_for(instances[:1])  # Wagtail learns where its sites are

    assert questions_for(instances[:FEW]) == questions_for(instances) <= MOST

"""The Guide beside the forms, for ends to point into."""

from wagtail.models import Site

from services_guide.models import GuideIndexPage
from tests.services_guide.factories import make_service


def entry_of_the_guide(slug="paidiki-prostasia", **fields):
    root = Site.objects.get(is_default_site=True).root_page
    guide = GuideIndexPage.objects.first() or root.add_child(
        instance=GuideIndexPage(title="Οδηγός", slug="odigos", locale=root.locale)
    )
    return make_service(guide, slug=slug, **fields)

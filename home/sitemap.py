"""The addresses that search engines are told of."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page


class PublicSitemap(Sitemap):
    """
    Every page that everybody may read, in every language.

    Wagtail's own walks down from the site's root page, which is the Greek one: the trees of the
    other languages stand beside it. Hosts come from the site's record.
    """

    def items(self):
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        below = reduce(or_, (Q(path__startswith=home.path) for home in homes))
        public = Page.objects.filter(below).live().public().exclude(expire_at__lte=timezone.now())
        return public.select_related("locale").order_by("path")

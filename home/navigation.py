"""
What stands around every page: name, menus, helplines, other languages.

Read once a request and kept on it, so a page pays for it with a handful of queries. Works also
where there's no page, as in search and error pages, and with no content at all.
"""

from functools import cached_property
from urllib.parse import quote, urljoin

from django.conf import settings
from django.db.models import Q
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from home.models import HomePage
from services_guide.models import Helpline, Organisation


class Surroundings:
    """The surroundings of one request, in its language."""

    def __init__(self, request):
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @classmethod
    def of(cls, request):
        """The surroundings of `request`, read at most once for each language."""
        kept = getattr(request, "_surroundings", None)
        if kept is None or kept.language != get_language():
            kept = request._surroundings = cls(request)
        return kept

    @cached_property
    def homes(self) -> dict[str, HomePage]:
        """The site's home page by language code; empty on a site without content."""
        site = Site.find_for_request(self.request)
        if site is None:
            return {}
        found = HomePage.objects.filter(
            translation_key__in=Page.objects.filter(pk=site.root_page_id).values("translation_key")
        )
        return {home.locale.language_code: home for home in found.live().select_related("locale")}

    @cached_property
    def home(self) -> HomePage | None:
        """The home page of this language, else the one there is."""
        return self.homes.get(self.language) or next(iter(self.homes.values()), None)

    @cached_property
    def _linked_pages(self) -> dict[int, Page]:
        """Live, public pages in this language that the menus lead to, by the id the menu holds."""
        chosen = [*_choices(self.home.navigation), *_choices(self.home.footer_links)] if self.home else []
        rows = (
            Page.objects.filter(
                translation_key__in=Page.objects.filter(pk__in=[page for page, _label in chosen]).values(
                    "translation_key"
                )
            )
            .filter(Q(locale_id=self.home.locale_id, live=True) | Q(pk__in=[page for page, _label in chosen]))
            .public()
            .select_related("locale")
            if chosen
            else []
        )
        keys = {page.pk: page.translation_key for page in rows}
        mine = {
            page.translation_key: page for page in rows if page.live and page.locale_id == self.home.locale_id
        }
        return {pk: mine[key] for pk, key in keys.items() if key in mine}

    def menu(self, links, page=None) -> list[dict]:
        """`links` as {title, url, is_current}; `page` is where the reader is."""
        items = []
        for pk, label in _choices(links):
            target = self._linked_pages.get(pk)
            if target is None:
                continue
            items.append(
                {
                    "title": label or target.title,
                    "url": target.get_url(self.request),
                    "is_current": page is not None and page.url_path.startswith(target.url_path),
                }
            )
        return items

    @cached_property
    def helplines(self) -> list[Helpline]:
        """All helplines, in Greek where they aren't translated: a number matters more than its name."""
        lines = Helpline.objects.in_language(self.language)
        return sorted(lines, key=lambda line: (line.sort_order, line.slug))

    @cached_property
    def units(self) -> list[Organisation]:
        """The offices whose phones stand at the foot of each page, in the order of the Guide."""
        original = self.homes.get(settings.LANGUAGE_CODE)
        if original is None:
            return []
        chosen = Organisation.objects.filter(
            translation_key__in=original.footer_organisations.values("translation_key")
        ).order_by("pk")
        return (
            chosen.select_related("contact")
            .prefetch_related("contact__phones", "contact__emails")
            .in_language(self.language)
        )

    def languages(self, page=None) -> list[dict]:
        """
        This address in each language: {code, name, url, is_current, is_translation, alternate}.

        Where it isn't translated `url` is the home page, and `is_translation` says so. `alternate` is
        the whole address of a translation, for search engines.
        """
        addresses = self._translations(page) if page is not None else self._same_view()
        links = []
        for code, _name in settings.LANGUAGES:
            home = self.homes.get(code)
            url = addresses.get(code) or (home and home.get_url(self.request))
            if url:
                links.append(
                    {
                        "code": code,
                        "name": get_language_info(code)["name_local"],
                        "url": url,
                        "is_current": code == self.language,
                        "is_translation": code in addresses,
                        "alternate": self._absolute(addresses.get(code)),
                    }
                )
        return links

    def _absolute(self, address) -> str:
        """`address` with the host of the site's record, never that of the request."""
        site = Site.find_for_request(self.request)
        return urljoin(site.root_url, address) if site and address else ""

    def _translations(self, page) -> dict[str, str]:
        """Where the live translations of `page` are; steps below the page and the query stay as they are."""
        own, rest = page.get_url(self.request) or "", ""
        if own and self.request.path.startswith(own):
            rest = quote(self.request.path[len(own) :])
            query = self.request.META.get("QUERY_STRING")
            rest += f"?{query}" if query else ""
        found = Page.objects.filter(translation_key=page.translation_key, live=True).select_related("locale")
        return {each.locale.language_code: each.get_url(self.request) + rest for each in found}

    def _same_view(self) -> dict[str, str]:
        """The address of a view that is no page, such as search, in each language."""
        match = self.request.resolver_match
        if match is None or match.url_name == "wagtail_serve":
            return {}
        path = self.request.get_full_path()
        return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}


def _choices(links) -> list[tuple[int, str]]:
    """Page ids and labels of a stored `LinksBlock`, without fetching the pages."""
    values = [block["value"] for block in links.raw_data]
    return [(value["page"], value.get("label") or "") for value in values if value.get("page")]

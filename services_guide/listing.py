"""The services that a reader of the Guide gets to see, and how many there would be with other filters."""

import unicodedata
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.html import conditional_escape

from search.facets import Option
from search.query import Results, find
from services_guide.enums import OrganisationKind
from services_guide.filters import Asked, Chip
from services_guide.models.organisation import Organisation
from services_guide.models.service_page import ServicePage
from services_guide.models.taxonomy import Audience, Need

PER_PAGE = 20
MAX_FOUND = 500
"""Services that words may lead to; whoever gets more asks with more words."""


class Listing:
    """
    What the Guide shows for one request.

    Within a group of filters a service needs one of the terms, across groups one of each. An
    option's count leaves out the filters of its own group, so that ticking one box doesn't make
    the numbers beside its neighbours jump. The number of queries depends on no number of services.
    """

    def __init__(self, guide, asked: Asked, request=None):
        self.guide, self.request = guide, request
        self.language = guide.locale.language_code
        self.asked = asked.among(
            needs=self._needs, audiences=self._audiences, organisations=self._organisations
        )

    # What is shown

    @cached_property
    def page(self) -> Page:
        """The asked page of services, as rows for `components/result.html`; else the nearest page."""
        page = Paginator(self._ordered, PER_PAGE).get_page(self.asked.page)
        services = ServicePage.objects.select_related("locale").in_bulk(page.object_list)
        organisations = self._with_phones({service.organisation_id for service in services.values()})
        page.object_list = [
            self._row(services[pk], organisations[services[pk].organisation_id])
            for pk in page.object_list
            if pk in services
        ]
        return page

    @property
    def total(self) -> int:
        return len(self._ordered)

    @cached_property
    def need_options(self) -> list[Option]:
        counts = self._counts(ServicePage.needs.through, "need__slug", leaving_out="needs")
        return _options(self._needs, counts, self.asked.needs)

    @cached_property
    def audience_options(self) -> list[Option]:
        counts = self._counts(ServicePage.audiences.through, "audience__slug", leaving_out="audiences")
        return _options(self._audiences, counts, self.asked.audiences)

    @cached_property
    def organisation_options(self) -> list[Option]:
        """In the order of names; one at a time can be chosen."""
        matching = Q(pk__in=self._matching("organisation").values("pk"))
        rows = self._all.order_by().values_list("organisation__slug")  # an order would group by it too
        counts = dict(rows.annotate(found=Count("pk", filter=matching, distinct=True)))
        options = _options(self._organisations, counts, [self.asked.organisation])
        return sorted(options, key=lambda option: alphabetical(option.label))

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are set, to be taken away one by one."""
        asked = self.asked
        return [
            *(Chip(self._needs[slug].name, asked.without("needs", slug).query) for slug in asked.needs),
            *(
                Chip(self._audiences[slug].name, asked.without("audiences", slug).query)
                for slug in asked.audiences
            ),
            *(
                Chip(self._organisations[slug].name, asked.without("organisation").query)
                for slug in [asked.organisation]
                if slug
            ),
        ]

    @property
    def words_were_heard(self) -> bool:
        """Whether the list answers to the words that were asked for; not so while search is out of order."""
        return not self.asked.q or self.found is not None

    @property
    def without_words(self) -> str:
        """The query with the filters alone."""
        return self.asked.without("q").query

    @property
    def without_filters(self) -> str:
        """The query with the words alone."""
        return Asked(q=self.asked.q).query

    def who_to_ask(self):
        """Whom to ring when nothing was found: the Directorate, with its contact details."""
        return next(
            iter(
                Organisation.objects.filter(kind=OrganisationKind.DIRECTORATE, contact__isnull=False)
                .select_related("contact")
                .prefetch_related("contact__phones", "contact__emails")
                .in_language(self.language)
            ),
            None,
        )

    # How it is found

    @cached_property
    def _needs(self):
        return {need.slug: need for need in Need.objects.in_language(self.language)}

    @cached_property
    def _audiences(self):
        return {audience.slug: audience for audience in Audience.objects.in_language(self.language)}

    @cached_property
    def _organisations(self):
        return {each.slug: each for each in Organisation.objects.in_language(self.language)}

    @cached_property
    def found(self) -> Results | None:
        """What the words lead to, best first; None when there are no words, or nobody to ask."""
        if not self.asked.q:
            return None
        results = find(
            self.asked.q, language=self.language, types=("service",), limit=MAX_FOUND, counted=False
        )
        return results if results.is_available else None

    @cached_property
    def _hits(self):
        prefix = f"{ServicePage._meta.label_lower}:"
        hits = self.found.hits if self.found else []
        return {int(hit.key.removeprefix(prefix)): hit for hit in hits if hit.key.startswith(prefix)}

    @cached_property
    def _all(self):
        return ServicePage.objects.readable().descendant_of(self.guide)

    def _matching(self, leaving_out=""):
        """The services that pass the words and all filters, but those of the group `leaving_out`."""
        asked, services = self.asked, self._all
        if self.found is not None:
            services = services.filter(pk__in=list(self._hits))
        if asked.needs and leaving_out != "needs":
            services = services.filter(needs__slug__in=asked.needs)
        if asked.audiences and leaving_out != "audiences":
            services = services.filter(audiences__slug__in=asked.audiences)
        if asked.organisation and leaving_out != "organisation":
            services = services.filter(organisation__slug=asked.organisation)
        return services

    @cached_property
    def _ordered(self) -> list[int]:
        """Ids of all that match: by rank where words were given, else by title."""
        titles = dict(self._matching().values_list("pk", "title"))
        if self.found is not None:
            return [pk for pk in self._hits if pk in titles]
        return sorted(titles, key=lambda pk: alphabetical(titles[pk]))

    def _counts(self, links, slug, *, leaving_out) -> dict[str, int]:
        """Services by term, for every term that any service has: 0 where the other filters leave none."""
        matching = Q(servicepage__in=self._matching(leaving_out).values("pk"))
        rows = links.objects.filter(servicepage__in=self._all.values("pk")).values_list(slug)
        return dict(rows.annotate(found=Count("servicepage", filter=matching, distinct=True)))

    def _with_phones(self, pks):
        return Organisation.objects.select_related("contact").prefetch_related("contact__phones").in_bulk(pks)

    def _row(self, service, organisation):
        hit = self._hits.get(service.pk)
        numbers = organisation.phone_numbers
        return {
            "service": service,
            "url": service.get_url(self.request),
            "title": hit.title_html if hit else conditional_escape(service.title),
            "summary": hit.summary_html if hit else conditional_escape(service.summary),
            "organisation": self._organisations.get(organisation.slug, organisation).name,
            "phone": numbers[0] if numbers else "",
        }


def alphabetical(text: str) -> str:
    """Sorts Greek as people do: «Έκθεση» after «Δωρεάν», not before «Άδεια»."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _options(terms, counts, chosen) -> list[Option]:
    """The terms that any service of this language has, or that were asked for, in the editors' order."""
    return [
        Option(value=slug, label=term.name, count=counts.get(slug, 0), checked=slug in chosen)
        for slug, term in terms.items()
        if slug in counts or slug in chosen
    ]

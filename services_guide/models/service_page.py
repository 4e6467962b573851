"""One page for each service of the Guide."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from search.documents import Document
from search.lexicon import Phrase, lines
from search.sources import in_other_languages, path_of
from search.together import at_once
from services_guide import slugs
from services_guide.dependents import forms_of
from services_guide.forms import ServicePageForm

from . import shown
from .entry import in_greek, neutral, one_each
from .helpline import Helpline
from .legal_reference import LegalReference
from .organisation import Organisation, name_in
from .taxonomy import Audience, Need

RELATED_SERVICES = 5
"""How many services of the same need stand at the end of a service's page."""

NEUTRAL_FACTS = ["application_form", "phrases_typed", "is_cofunded", "is_sensitive", "reviewed_at"]
"""Fields of a service that read the same in every language."""


class PublicPageQuerySet(PageQuerySet):
    def readable(self, moment=None):
        """What everybody may read now: neither drafts, nor private or expired pages."""
        moment = moment or timezone.now()
        return self.live().public().filter(Q(expire_at=None) | Q(expire_at__gt=moment))


class ServicePage(Page):
    """
    One service: what it is, whom it is for, how to get it.

    A text that is empty is not known: the page then says nothing about it. Needs and audiences
    are the Greek rows in every language, shown in the page's own. All but the texts is that of
    the Greek page at any moment.
    """

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences, shown in lists and on top of the page."),
    )
    body = RichTextField(
        _("what it offers"), blank=True, features=["bold", "ol", "ul", "link", "document-link"]
    )
    eligibility = models.TextField(
        _("whom it is for"), blank=True, help_text=_("Leave empty if you aren't sure: nothing is shown then.")
    )
    documents_required = models.TextField(
        _("what one needs"), blank=True, help_text=_("One paper a line. Leave empty if you aren't sure.")
    )
    how_to_apply = models.TextField(
        _("how it is done"), blank=True, help_text=_("One step a line: several become a numbered list.")
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), related_name="services", on_delete=models.PROTECT
    )
    needs = ParentalManyToManyField(
        Need, verbose_name=_("needs"), related_name="services", limit_choices_to=in_greek
    )
    audiences = ParentalManyToManyField(
        Audience, verbose_name=_("audiences"), related_name="services", limit_choices_to=in_greek
    )
    application_form = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("application form"),
        related_name="services_applied_for",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The page where one applies for this service. Its button shows while that page is live."),
    )
    phrases_typed = models.TextField(
        _("what people type"),
        blank=True,
        help_text=_(
            "One a line, in any language: what somebody types into the search who needs just this service, "
            "such as «my baby was born, what do I get». Shown nowhere; the service is then found by it."
        ),
    )
    is_cofunded = models.BooleanField(
        _("co-funded by the European Union"),
        default=False,
        help_text=_("Shows the statement that the Union asks for."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("For danger and distress: helplines of the same needs stand on top."),
    )
    reviewed_at = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all this is right."),
    )

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    base_form_class = ServicePageForm
    content_panels = [
        # Not Wagtail's own panel: the slug is made on the server, where «Βοήθεια» doesn't become `boh8eia`.
        FieldPanel("title", classname="title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("eligibility"),
                FieldPanel("body"),
                FieldPanel("documents_required"),
                FieldPanel("how_to_apply"),
            ],
            heading=_("The service"),
        ),
        MultiFieldPanel(
            [FieldPanel("organisation"), PageChooserPanel("application_form")], heading=_("Where to turn")
        ),
        MultiFieldPanel(
            [
                FieldPanel("needs", widget=CheckboxSelectMultiple),
                FieldPanel("audiences", widget=CheckboxSelectMultiple),
                FieldPanel("phrases_typed"),
            ],
            heading=_("How it is found"),
        ),
        InlinePanel("legal_references", heading=_("Legal basis"), label=_("Legal reference")),
        MultiFieldPanel(
            [FieldPanel("is_cofunded"), FieldPanel("is_sensitive"), FieldPanel("reviewed_at")],
            heading=_("Notes"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["services_guide.GuideIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = neutral("slug", "needs", "audiences", *NEUTRAL_FACTS)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None and (original := self._original()) is not None:
            self._take_neutral_facts(original)
        super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs):
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._fill_slug()
        super().minimal_clean()

    @classmethod
    def searchable(cls):
        services = cls.objects.readable().select_related("locale", "organisation")
        return services.prefetch_related("needs", "audiences")

    @classmethod
    def search_phrases(cls) -> Iterator[Phrase]:
        """What people type who need one of the services that everybody may read, each once."""
        rows = cls.objects.readable().exclude(phrases_typed="").order_by("slug", "locale__language_code")
        typed = rows.values_list("slug", "phrases_typed")
        yield from dict.fromkeys(Phrase(_term(slug), text) for slug, texts in typed for text in lines(texts))

    def search_document(self) -> Document:
        language = self.locale.language_code
        everywhere = self._terms_in_all_languages()
        needs, audiences = (one_each(rows, language) for rows in everywhere)
        in_its_language = {*needs, *audiences}
        organisation = self.organisation_in(language)
        return Document(
            key=f"{self._meta.label_lower}:{self.pk}",
            type="service",
            slug=self.slug,
            language=language,
            title=self.title,
            url=path_of(self),
            summary=self.summary,
            body="\n".join(
                text
                for text in (
                    self.eligibility,
                    get_text_for_indexing(self.body),
                    self.documents_required,
                    self.how_to_apply,
                )
                if text
            ),
            names=(
                *(text for need in needs for text in (need.name, need.phrase) if text),
                *(audience.name for audience in audiences),
                organisation.name,
            ),
            phones=tuple(organisation.phone_numbers),
            unit=organisation.name,
            terms=self.search_terms(),
            other=(
                *(text for page in in_other_languages(self) for text in (page.title, page.summary) if text),
                *(row.name for rows in everywhere for row in rows if row not in in_its_language),
            ),
        )

    def search_terms(self) -> tuple[str, ...]:
        """The terms it stands under, as search knows them, and its own, which its phrases lead to."""
        terms = (*self.needs.all(), *self.audiences.all())
        return (*(term.search_term for term in terms), _term(self.slug))

    def search_dependents(self):
        """The forms to apply on stand under the same terms."""
        return forms_of([self])

    def terms(self, language=None):
        """Needs and audiences in `language`, as a pair of lists."""
        needs, audiences = (one_each(rows, language) for rows in self._terms_in_all_languages())
        return needs, audiences

    def _terms_in_all_languages(self):
        return at_once(self, shown.terms)[self.pk]

    def organisation_in(self, language=None):
        """The organisation with all that its card shows, in `language` where it is translated."""
        return one_each(at_once(self, shown.organisations)[self.organisation.translation_key], language)[0]

    def name_of_office(self, slug, language):
        """In `language`, of the organisation `slug` that offers this service or stands above; else ""."""
        offices, rows = at_once(self, shown.offices)
        seen, each = set(), offices.get(self.organisation_id)
        while each is not None and each.slug != slug and each.pk not in seen:
            seen.add(each.pk)
            each = offices.get(each.parent_id)
        return name_in(language, each, rows) if each is not None and each.slug == slug else ""

    def footnotes(self):
        """The law it rests on, in the order editors gave it."""
        links = self.legal_references.all()
        references = LegalReference.objects.in_bulk([link.reference_id for link in links])
        return [references[link.reference_id] for link in links]

    def helplines(self):
        """Lines for the needs of a sensitive service; none for others."""
        return Helpline.objects.for_needs(list(self.needs.all())).in_language() if self.is_sensitive else []

    def open_application_form(self):
        """The form to fill in, in the reader's language or else in Greek; None while it isn't public."""
        form = self.application_form.localized if self.application_form else None
        if form is None or not form.live or form.get_view_restrictions().exists():
            return None
        return form

    def related(self, needs, audiences):
        """Other services for some of these needs; those with most in common, for the same people, first."""
        others = ServicePage.objects.readable().filter(locale_id=self.locale_id).exclude(pk=self.pk)
        return (
            others.annotate(
                same_needs=Count("needs", filter=_alike("needs", needs), distinct=True),
                same_audiences=Count("audiences", filter=_alike("audiences", audiences), distinct=True),
            )
            .filter(same_needs__gt=0)
            .order_by("-same_needs", "-same_audiences", "title")[:RELATED_SERVICES]
        )

    def get_context(self, request, *args, **kwargs):
        needs, audiences = self.terms()
        return super().get_context(request, *args, **kwargs) | {
            "needs": needs,
            "audiences": audiences,
            "organisation": self.organisation_in(),
            "guide": self.get_parent(),
            "footnotes": self.footnotes(),
            "helplines": self.helplines(),
            "application_form": self.open_application_form(),
            "related": self.related(needs, audiences),
        }

    def keep_translations_in_step(self):
        """Carry the facts that no language changes to the pages in the other languages."""
        for translation in self.get_translations():
            translation.save()

    def _original(self):
        """The Greek page this one translates; None for the Greek page itself or where there is none."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        greek = {"locale__language_code": settings.LANGUAGE_CODE}
        return ServicePage.objects.filter(translation_key=self.translation_key, **greek).first()

    def _take_neutral_facts(self, original):
        """
        What wagtail-localize would only bring over when somebody synchronises, and would take
        from its copy of the day: whom to ring would differ by language in the meantime.
        """
        for name in NEUTRAL_FACTS:
            setattr(self, name, getattr(original, name))
        self.organisation = (
            original.organisation.get_translation_or_none(self.locale) or original.organisation
        )
        self.needs = list(original.needs.all())
        self.audiences = list(original.audiences.all())
        law = [link.reference_id for link in original.legal_references.all()]
        if law != [link.reference_id for link in self.legal_references.all()]:
            self.legal_references = [
                ServiceLegalReference(reference_id=pk, sort_order=order) for order, pk in enumerate(law)
            ]

    def _fill_slug(self):
        """As Wagtail does once it knows among which pages a slug must be unique, but after ELOT 743."""
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if slugs.is_empty(self.slug) and parent_is_known:
            base = slugs.slug_for(self.title)
            self.slug = self._get_autogenerated_slug(base) if base else ""


def _term(slug):
    return f"service:{slug}"


def _alike(name, entries):
    return Q(**{f"{name}__translation_key__in": [entry.translation_key for entry in entries]})


class ServiceLegalReference(Orderable):
    """A legal reference of a service, in the order of its footnotes."""

    page = ParentalKey(ServicePage, related_name="legal_references", on_delete=models.CASCADE)
    reference = models.ForeignKey(
        LegalReference, verbose_name=_("legal reference"), related_name="services", on_delete=models.PROTECT
    )

    panels = [FieldPanel("reference")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal reference of a service")
        verbose_name_plural = _("legal references of a service")

    def __str__(self):
        return str(self.reference)

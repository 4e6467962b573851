from importlib import import_module
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from forms.blocks import StepsBlock
from forms.definition import Definition
from forms.keys import CHECK, RECEIVED
from forms.models.following import FollowsGreek, neutral
from forms.publishing import ApplicationFormPageForm
from search.documents import Document

PROSE = ["bold", "ol", "ul", "link", "document-link"]


def public_side():
    """The views below a form. Found by name, for they stand above the models that all share."""
    return import_module("forms.apply.views")


class PublicPage:
    """How pages of this app are found."""

    @classmethod
    def searchable(cls):
        kept = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
        return cls.objects.live().public().filter(kept)

    @property
    def path_of_url(self):
        """The address without the host."""
        return urlsplit(self.full_url or "").path


class ApplicationIndexPage(PublicPage, Page):
    """«Αιτήσεις»: all forms with their state."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE)

    template = "forms/application_index_page.html"
    subpage_types = ["applications.ApplicationFormPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    override_translatable_fields = neutral("slug")

    class Meta:
        verbose_name = _("list of application forms")
        verbose_name_plural = _("lists of application forms")

    def get_context(self, request, *args, **kwargs):
        forms = ApplicationFormPage.searchable().child_of(self).order_by("path")
        return super().get_context(request, *args, **kwargs) | {"forms": forms}

    def search_document(self):
        return Document(
            key=f"applications.applicationindexpage:{self.pk}",
            type="page",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.title,
            url=self.path_of_url,
            body=strip_tags(self.intro),
        )


class ApplicationFormPage(PublicPage, FollowsGreek, RoutablePageMixin, Page):
    """
    A form that staff compose like any page; its steps lie below its own address.

    Applications belong to its `translation_key`, so all languages fill one queue.
    """

    summary = models.TextField(_("summary"), max_length=300, blank=True)
    intro = RichTextField(_("what it is for"), blank=True, features=PROSE)
    requirements = RichTextField(_("what you need"), blank=True, features=PROSE)
    steps = StreamField(StepsBlock(), blank=True, verbose_name=_("steps"))
    what_happens_next = RichTextField(_("what happens next"), blank=True, features=PROSE)
    privacy_notice = RichTextField(
        _("privacy notice"),
        blank=True,
        features=[*PROSE, "h3"],
        help_text=_("Who keeps the data, why, on what legal ground, who sees them, which rights there are."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months kept"),
        null=True,
        blank=True,
        help_text=_("How long an application is kept after it was decided or closed."),
    )
    unit = models.ForeignKey(
        "applications.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Who works these applications off."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("About health, children or violence.")
    )
    is_accepting = models.BooleanField(
        _("accepts applications"),
        default=True,
        help_text=_("Otherwise the form is listed but can't be begun."),
    )
    closed_note = models.CharField(
        _("note while closed"),
        max_length=200,
        blank=True,
        help_text=_("Why it is closed, or when it opens."),
    )

    followed_fields = ["unit", "is_sensitive", "is_accepting", "retention_months"]
    base_form_class = ApplicationFormPageForm
    template = "forms/application_form_page.html"
    parent_page_types = ["applications.ApplicationIndexPage"]
    subpage_types: list = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("requirements"),
        FieldPanel("steps"),
        FieldPanel("what_happens_next"),
        MultiFieldPanel(
            [FieldPanel("privacy_notice"), FieldPanel("retention_months")], heading=_("Personal data")
        ),
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldPanel("is_sensitive"),
                FieldPanel("is_accepting"),
                FieldPanel("closed_note"),
            ],
            heading=_("Working off"),
        ),
    ]
    override_translatable_fields = neutral("slug", *followed_fields)

    class Meta:
        verbose_name = _("application form")
        verbose_name_plural = _("application forms")

    @cached_property
    def definition(self):
        return Definition.from_page(self)

    @path("")
    def start(self, request):
        return public_side().start(request, self)

    @path(f"{RECEIVED}/")
    def received(self, request):
        return public_side().received(request, self)

    @path("<slug:step>/", name="step")
    def step(self, request, step):
        return public_side().step(request, self, step)

    @property
    def preview_modes(self):
        steps = [(step.key, step.title) for step in Definition.from_page(self).steps]
        return [("", _("Start page")), *steps, (CHECK, _("Check page")), (RECEIVED, _("Received page"))]

    def serve_preview(self, request, mode_name):
        return public_side().preview(request, self, mode_name)

    @property
    def state(self):
        """As a tag shows it."""
        if self.is_accepting:
            return {"text": pgettext("application form", "Open"), "kind": "ok"}
        return {"text": self.closed_note or pgettext("application form", "Closed"), "kind": "neutral"}

    def search_document(self):
        asked = [
            text
            for step in self.definition.steps
            for question in step.questions
            for text in (question.label, *(option.label for option in question.options))
        ]
        return Document(
            key=f"applications.applicationformpage:{self.pk}",
            type="form",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.title,
            url=self.path_of_url,
            summary=self.summary,
            body=" ".join([strip_tags(self.intro), strip_tags(self.requirements), *asked]),
        )

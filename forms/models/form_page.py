from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from forms import keys
from forms.availability import Availability, availability
from forms.blocks import StepsBlock
from forms.definition import Definition
from forms.enums import AfterRetention
from forms.keys import CHECK, RECEIVED
from forms.models.following import FollowsGreek, neutral
from forms.models.in_guide import as_in_the_guide
from forms.models.public import PROSE, PublicPage, public_side
from forms.publishing import ApplicationFormPageForm
from search.documents import Document
from search.sources import in_other_languages
from search.together import at_once


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
    negative_retention_months = models.PositiveSmallIntegerField(
        _("months kept after a negative decision"),
        null=True,
        blank=True,
        help_text=_("If that differs, for instance because of appeals."),
    )
    closed_retention_months = models.PositiveSmallIntegerField(
        _("months kept when closed or withdrawn"), null=True, blank=True, help_text=_("If that differs.")
    )
    after_retention = models.CharField(
        _("then"), max_length=10, choices=AfterRetention, default=AfterRetention.DELETE
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
    allows_relatives = models.BooleanField(
        _("a relative may apply for somebody"),
        default=False,
        help_text=_("The form then begins with asking who applies for whom."),
    )
    allows_professionals = models.BooleanField(
        _("a professional may apply for somebody"),
        default=False,
        help_text=_("Such as a social worker of a hospital or another service."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days until an answer"),
        null=True,
        blank=True,
        help_text=_("Within how many days, weekends included, applicants hear from the office."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    most_applications = models.PositiveIntegerField(
        _("greatest number of applications"),
        null=True,
        blank=True,
        help_text=_("Once so many have been sent, nobody can begin another. What was begun can be sent."),
    )
    maintenance_note = models.CharField(
        _("maintenance note"),
        max_length=300,
        blank=True,
        help_text=_("While there is one, it is shown and nobody can begin or send; drafts are kept."),
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

    followed_fields = [
        "unit",
        "is_sensitive",
        "is_accepting",
        "allows_relatives",
        "allows_professionals",
        "answer_days",
        "opens_at",
        "closes_at",
        "most_applications",
        "retention_months",
        "negative_retention_months",
        "closed_retention_months",
        "after_retention",
    ]
    followed_texts = {
        "maintenance_note": _("We are working on this form. Please come back a little later."),
        "closed_note": "",
    }
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
            [
                FieldPanel("privacy_notice"),
                FieldPanel("retention_months"),
                FieldPanel("negative_retention_months"),
                FieldPanel("closed_retention_months"),
                FieldPanel("after_retention"),
            ],
            heading=_("Personal data"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldPanel("is_sensitive"),
                FieldPanel("allows_relatives"),
                FieldPanel("allows_professionals"),
                FieldPanel("answer_days"),
            ],
            heading=_("Working off"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_accepting"),
                FieldPanel("closed_note"),
                FieldPanel("opens_at"),
                FieldPanel("closes_at"),
                FieldPanel("most_applications"),
                FieldPanel("maintenance_note"),
            ],
            heading=_("When it is open"),
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

    @path(f"{keys.LATER}/")
    def put_by(self, request):
        return public_side("later").put_by(request, self)

    @path(f"{keys.DELETE}/")
    def delete_draft(self, request):
        return public_side("later").delete(request, self)

    @path(f"{keys.LEAVE}/")
    def leave(self, request):
        return public_side("leaving").leave(request, self)

    @path("apodeixi.pdf/")
    def receipt(self, request):
        return public_side("receipt").receipt(request, self)

    @path("entypo.pdf/")
    def paper(self, request):
        return public_side("paper").blank(request, self)

    @path("<slug:step>/", name="step")
    def step(self, request, step):
        return public_side().step(request, self, step)

    @property
    def preview_modes(self):
        steps = [(step.key, step.title) for step in Definition.from_page(self).steps]
        return [("", _("Start page")), *steps, (CHECK, _("Check page")), (RECEIVED, _("Received page"))]

    def serve_preview(self, request, mode_name):
        return public_side().preview(request, self, mode_name)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "availability": self.availability,
            "listing": self.listing,
            "paused_days": settings.PAUSED_LIFETIME_DAYS,
        }

    @property
    def availability(self) -> Availability:
        """Whether it may be begun at this moment, and what to say otherwise."""
        return availability(self)

    @property
    def state(self):
        """As a tag shows it."""
        now = self.availability
        return {"text": now.tag, "kind": "ok" if now.is_open else "neutral"}

    @property
    def paper_url(self):
        """The same form to print and fill in by hand; "" where no PDF can be made."""
        return public_side("paper").address(self)

    @property
    def listing(self):
        """The list it stands in, below which one comes back to a draft; None for a page never saved."""
        parent = self.get_parent() if self.path else None
        return parent.specific if parent else None

    @classmethod
    def searchable(cls):
        return super().searchable().select_related("unit")

    def search_document(self):
        in_guide = at_once(self, as_in_the_guide)[self.pk]
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
            unit=in_guide.office or self._name_of_unit(),
            terms=in_guide.terms,
            other=tuple(
                text for page in in_other_languages(self) for text in (page.title, page.summary) if text
            ),
        )

    def _name_of_unit(self):
        """In Greek only: units themselves have no other name."""
        return self.unit.name if self.locale.language_code == settings.LANGUAGE_CODE else ""

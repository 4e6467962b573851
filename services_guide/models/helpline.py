from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.documents import Document
from search.sources import in_other_languages
from search.together import at_once
from services_guide import phone

from .entry import GuideEntry, GuideEntryQuerySet, in_greek, neutral, one_each
from .shown import in_all_languages
from .taxonomy import Need


class HelplineQuerySet(GuideEntryQuerySet):
    def for_topline(self):
        """Those shown on top of every page."""
        return self.filter(in_topline=True)

    def for_needs(self, needs):
        """Those that help with one of `needs`, in every language they are translated to."""
        originals = self.originals().filter(needs__in=needs)
        return self.filter(translation_key__in=originals.values("translation_key"))


class Helpline(GuideEntry):
    """A number to ring in distress, day or night: 112, 1107, 15900."""

    number = phone.PhoneField(_("number"))
    short_name = models.CharField(
        _("short name"),
        max_length=30,
        blank=True,
        help_text=_("One word for the line on top of every page: «Child»."),
    )
    needs = models.ManyToManyField(
        "services_guide.Need",
        verbose_name=_("needs"),
        related_name="helplines",
        blank=True,
        limit_choices_to=in_greek,
        help_text=_("On sensitive services with one of these needs the line is shown prominently."),
    )
    in_topline = models.BooleanField(_("on top of every page"), default=False)
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    objects = HelplineQuerySet.as_manager()

    override_translatable_fields = neutral("slug", "number", "in_topline", "sort_order")

    panels = [
        FieldPanel("number"),
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("needs"),
        FieldPanel("in_topline"),
        FieldPanel("sort_order"),
        FieldPanel("slug"),
    ]

    class Meta(GuideEntry.Meta):
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return f"{self.number} {self.name}"

    @classmethod
    def searchable(cls):
        """All of them: they stand on every page."""
        return cls.objects.select_related("locale")

    def search_document(self) -> Document:
        """By number and name, and by the needs it helps with: who is in distress has a word, not a title."""
        return Document(
            key=f"{self._meta.label_lower}:{self.pk}",
            type="helpline",
            slug=self.slug,
            language=self.locale.language_code,
            title=f"{self.shown_number} {self.name}",
            url=self.url,
            summary=", ".join(need.name for need in self.needs_in_its_language()),
            names=(self.short_name,) if self.short_name else (),
            phones=(self.number,),
            other=tuple(row.name for row in in_other_languages(self)),
        )

    def needs_in_its_language(self):
        """Those of the Greek row, which holds them for all languages."""
        return one_each(at_once(self, _needs)[self.translation_key], self.locale.language_code)

    @property
    def anchor(self):
        """Its place on the home page and wherever else helplines stand in the text of a page."""
        return f"helpline-{self.slug}"

    @property
    def url(self):
        """Where it stands on the home page of its language."""
        with translation.override(self.locale.language_code):
            return f"{reverse('wagtail_serve', args=[''])}#{self.anchor}"

    @property
    def tel(self):
        return phone.tel(self.number)

    @property
    def shown_number(self):
        return phone.grouped(self.number)


def _needs(lines):
    """Translation key → the needs that the Greek row holds, in every language there is."""
    chosen = {line.translation_key: line for line in lines}
    greek = Helpline.objects.originals().filter(translation_key__in=chosen.keys())
    chosen |= {line.translation_key: line for line in greek.prefetch_related("needs")}
    return in_all_languages(Need, {key: line.needs.all() for key, line in chosen.items()})

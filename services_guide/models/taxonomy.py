"""What people need and who they are: the two ways into the Guide, owned by editors."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.lexicon import Phrase, lines
from search.models.entry import LexiconQuerySet
from services_guide.dependents import services_and_forms_with

from .entry import GuideEntry, GuideEntryQuerySet, neutral


class TermQuerySet(GuideEntryQuerySet, LexiconQuerySet):
    """What changes many terms at once is read by search too."""


class Term(GuideEntry):
    """
    A term that services stand under, with what people say who look for one of them.

    Search is told within the transaction of a change: `save` and deletion by their signals.
    """

    phrases_typed = models.TextField(
        _("what people type"),
        blank=True,
        help_text=_(
            "One a line, in any language: what somebody types into the search who needs this, such as "
            "«I owe the rent». Shown nowhere. Entries under this term are then found by it."
        ),
    )

    objects = TermQuerySet.as_manager()

    class Meta(GuideEntry.Meta):
        abstract = True

    @classmethod
    def search_phrases(cls) -> Iterator[Phrase]:
        """Names, phrases and what editors gave of all terms, in all languages, each once."""
        rows = cls.objects.order_by("slug", "locale__language_code")
        found = (Phrase(row.search_term, text) for row in rows for text in row.ways_to_say_it())
        yield from dict.fromkeys(found)

    @property
    def search_term(self) -> str:
        """As search knows it: `need:stegi-astegia`."""
        return f"{self._meta.model_name}:{self.slug}"

    def ways_to_say_it(self) -> list[str]:
        """What stands for this term in a question."""
        return [self.name, *lines(self.phrases_typed)]


class Need(Term):
    """A trouble somebody comes with: housing, electricity, violence."""

    phrase = models.CharField(
        _("in people's words"),
        max_length=100,
        blank=True,
        help_text=_("What somebody would say: «I have nowhere to stay». Shown on the home page."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One line under the phrase: which services answer to it."),
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    override_translatable_fields = neutral("slug", "phrases_typed", "sort_order")

    panels = [
        FieldPanel("name"),
        FieldPanel("phrase"),
        FieldPanel("summary"),
        FieldPanel("phrases_typed"),
        FieldPanel("sort_order"),
        FieldPanel("slug"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["sort_order", "name"]

    def search_dependents(self):
        """Services, their forms and helplines show its name."""
        lines = self.helplines.model.objects.for_needs(type(self).objects.alike([self]))
        return [*services_and_forms_with(needs__translation_key=self.translation_key), *lines]

    def ways_to_say_it(self) -> list[str]:
        return [text for text in (*super().ways_to_say_it(), self.phrase) if text]


class Audience(Term):
    """People a service is meant for: older people, new parents, everyone."""

    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    override_translatable_fields = neutral("slug", "phrases_typed", "sort_order")

    panels = [
        FieldPanel("name"),
        FieldPanel("phrases_typed"),
        FieldPanel("sort_order"),
        FieldPanel("slug"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["sort_order", "name"]

    def search_dependents(self):
        return services_and_forms_with(audiences__translation_key=self.translation_key)

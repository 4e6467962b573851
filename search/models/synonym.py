from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .entry import LexiconEntry
from .wording import checked, expressions, folded


class Synonym(LexiconEntry):
    """
    What people write for something that the Guide calls otherwise. Read when a question is asked.

    Several ways of writing are divided by commas; each may hold several words. Accents, case,
    dots of acronyms and inflection make no difference.
    """

    written = models.CharField(
        _("people write"),
        max_length=300,
        help_text=_("One or more words or expressions, divided by commas: «ΚΕΑ, κοινωνικό εισόδημα»."),
    )
    meant = models.CharField(
        _("and mean"),
        max_length=300,
        help_text=_("What the Guide calls it, divided by commas: «Ελάχιστο Εγγυημένο Εισόδημα»."),
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=False,
        help_text=_("Who writes the second also finds what holds the first."),
    )

    panels = [FieldPanel("written"), FieldPanel("meant"), FieldPanel("both_ways")]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["written"]

    def __str__(self):
        return f"{self.written} {'⇄' if self.both_ways else '→'} {self.meant}"

    def clean(self):
        found, errors = {}, {}
        for name in ("written", "meant"):
            try:
                found[name] = checked(getattr(self, name))
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)
        for name, expressions_found in found.items():
            setattr(self, name, ", ".join(expressions_found.values()))
        self._refuse_itself(found["written"], found["meant"])
        self._refuse_what_is_there(set(found["written"]), set(found["meant"]))

    def _refuse_itself(self, written, meant):
        for form in written:
            if form in meant:
                message = gettext("“%s” would be a synonym of itself.") % meant[form]
                raise ValidationError({"meant": message})

    def _refuse_what_is_there(self, written, meant):
        """The same pair a second time would only have to be changed in two places."""
        for other in Synonym.objects.exclude(pk=self.pk):
            theirs = [{folded(each) for each in expressions(text)} for text in (other.written, other.meant)]
            ways = [theirs, theirs[::-1]] if other.both_ways or self.both_ways else [theirs]
            if any(written & first and meant & second for first, second in ways):
                raise ValidationError(
                    {
                        "written": gettext("There is a synonym for this already: “%s”. Change that one.")
                        % other
                    }
                )

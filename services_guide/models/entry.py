"""What needs, audiences, organisations and helplines have in common."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from services_guide import slugs


def neutral(*names):
    """Fields that read the same in every language; no translator is asked for them."""
    return [SynchronizedField(name, overridable=False) for name in names]


def in_greek():
    """Limits a choice of entries to the originals: pages of every language point at those."""
    return models.Q(locale__language_code=settings.LANGUAGE_CODE)


def one_each(rows, language=None):
    """
    Of `rows` in several languages each entry once: in `language`, by default the reader's, where it is
    translated, else in Greek.
    """
    language, chosen = _or_of_reader(language), {}
    for row in rows:
        if row.locale.language_code not in {language, settings.LANGUAGE_CODE}:
            continue
        if row.translation_key not in chosen or row.locale.language_code == language:
            chosen[row.translation_key] = row
    return list(chosen.values())


def _or_of_reader(language):
    return language or get_language() or settings.LANGUAGE_CODE


class GuideEntryQuerySet(models.QuerySet):
    def originals(self):
        """The Greek rows, which those of other languages are translations of."""
        return self.filter(in_greek())

    def alike(self, entries):
        """The rows of `entries` in every language there is."""
        return self.filter(translation_key__in=[entry.translation_key for entry in entries])

    def by_key(self, entries):
        """The rows of `entries` in every language there is, by their translation key."""
        found = {entry.translation_key: [] for entry in entries}
        for row in self.filter(translation_key__in=found.keys()).select_related("locale"):
            found[row.translation_key].append(row)
        return found

    def in_language(self, language=None):
        """As `one_each`. One query however many there are."""
        language = _or_of_reader(language)
        rows = self.filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
        return one_each(rows.select_related("locale"), language)


class GuideEntry(TranslatableMixin, models.Model):
    """
    Something editors own by name, once a language.

    Its language-neutral fields (`override_translatable_fields`) are those of the Greek row
    at any moment: saving that row carries them to its translations, and a translation can't
    be saved with others. wagtail-localize alone would leave `/en/` with an old phone number
    until somebody synchronises, and would bring an old one back from the text it was given
    to translate.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_("The name in addresses, in Latin letters. Left empty, it is made from the name."),
    )
    name = models.CharField(_("name"), max_length=200)

    objects = GuideEntryQuerySet.as_manager()

    override_translatable_fields = neutral("slug")

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"], name="%(app_label)s_%(class)s_slug_once_a_language"
            )
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self._fill_slug()
        original = self._original()
        if original is not None:
            self._take_neutral_values(original)
        super().save(*args, **kwargs)
        if self._is_original():
            for translation in self.get_translations():
                translation.save()

    def clean(self):
        super().clean()
        self._fill_slug()
        if not self.slug:
            raise ValidationError(
                {"slug": _("Type a slug in Latin letters: none can be made from this name.")}
            )
        others = type(self).objects.filter(slug=self.slug, locale_id=self.locale_id).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is the slug of “%(name)s” already. Type another.")
                    % {"slug": self.slug, "name": other.name}
                }
            )

    def _fill_slug(self):
        if slugs.is_empty(self.slug):
            self.slug = slugs.slug_for(self.name)

    def _is_original(self):
        return self.locale.language_code == settings.LANGUAGE_CODE

    def _original(self):
        """The Greek row this one translates; None for the Greek row itself or where there is none."""
        if self._is_original():
            return None
        return type(self).objects.originals().filter(translation_key=self.translation_key).first()

    def _take_neutral_values(self, original):
        for field in self.override_translatable_fields:
            attname = field.get_field(type(self)).attname
            setattr(self, attname, getattr(original, attname))

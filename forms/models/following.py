from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from wagtail_localize.fields import SynchronizedField


def neutral(*names):
    """Fields that read the same in every language; no translator is asked for them."""
    return [SynchronizedField(name, overridable=False) for name in names]


class FollowsGreek(models.Model):
    """
    A page whose `followed_fields` are those of the Greek one, in every language, at any moment.

    wagtail-localize alone would bring them over only when somebody synchronises: a form that was
    closed, or given to another unit, would go on as before for readers of other languages.

    `followed_texts` stand in the reader's language, and stand or fall with the Greek ones: where
    Greek has one and the translation none yet, the usual words given here do.
    """

    followed_fields: list[str] = []
    followed_texts: dict[str, Any] = {}

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None and (greek := self._greek()) is not None:
            for name in self.followed_fields:
                setattr(self, name, getattr(greek, name))
            for name, usual in self.followed_texts.items():
                self._follow_text(name, usual, getattr(greek, name))
        super().save(*args, **kwargs)

    def keep_translations_in_step(self):
        for page in self.get_translations():
            page.save()

    def _follow_text(self, name, usual, greek):
        if not greek:
            setattr(self, name, "")
        elif not getattr(self, name) or getattr(self, name) == greek:
            with translation.override(self.locale.language_code):
                setattr(self, name, str(usual))

    def _greek(self):
        """The published Greek page this one translates; None for the Greek page itself."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        greek = {"locale__language_code": settings.LANGUAGE_CODE}
        return type(self).objects.filter(translation_key=self.translation_key, **greek).first()

from django.conf import settings
from django.db import models
from wagtail_localize.fields import SynchronizedField


def neutral(*names):
    """Fields that read the same in every language; no translator is asked for them."""
    return [SynchronizedField(name, overridable=False) for name in names]


class FollowsGreek(models.Model):
    """
    A page whose `followed_fields` are those of the Greek one, in every language, at any moment.

    wagtail-localize alone would bring them over only when somebody synchronises: a form that was
    closed, or given to another unit, would go on as before for readers of other languages.
    """

    followed_fields: list[str] = []

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None and (greek := self._greek()) is not None:
            for name in self.followed_fields:
                setattr(self, name, getattr(greek, name))
        super().save(*args, **kwargs)

    def keep_translations_in_step(self):
        for translation in self.get_translations():
            translation.save()

    def _greek(self):
        """The published Greek page this one translates; None for the Greek page itself."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        greek = {"locale__language_code": settings.LANGUAGE_CODE}
        return type(self).objects.filter(translation_key=self.translation_key, **greek).first()

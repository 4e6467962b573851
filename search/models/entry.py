from django.db import models, transaction

from .lexicon_state import LexiconState


class LexiconQuerySet(models.QuerySet):
    """What changes many rows at once tells of it too; deleting does so by its signal."""

    def update(self, **fields):
        with transaction.atomic(using=self.db):
            changed = super().update(**fields)
            LexiconState.touch()
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args, **options):
        with transaction.atomic(using=self.db):
            made = super().bulk_create(*args, **options)
            LexiconState.touch()
        return made


class LexiconEntry(models.Model):
    """
    Something editors give to search. It works at once: whatever changes or deletes it makes the
    lexicon's version grow in the same transaction.
    """

    objects = LexiconQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **options):
        with transaction.atomic():
            super().save(*args, **options)
            LexiconState.touch()


def tell_of_deletion(**kwargs):
    """Within the transaction that deletes, be it one entry, a bulk, or the page that a result leads to."""
    LexiconState.touch()

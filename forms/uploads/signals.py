"""A row that goes takes its bytes along: with its draft, its application, or alone."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from forms.models import Upload
from forms.uploads import disk


@receiver(post_delete, sender=Upload)
def remove_bytes(instance, using, **kwargs):
    """Once it is sure: after a rollback the row is there again and needs them."""
    transaction.on_commit(partial(disk.remove, instance.stored_as), using=using)

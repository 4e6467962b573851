"""Keeps what is decided once, in Greek, in step in all languages."""

from django.dispatch import receiver
from wagtail.signals import page_published

from forms.models import ApplicationFormPage


@receiver(page_published, sender=ApplicationFormPage)
def carry_decisions_to_translations(instance, **kwargs):
    """Open or closed, whose work it is, how long it is kept."""
    instance.keep_translations_in_step()

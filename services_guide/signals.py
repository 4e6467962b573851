"""Keeps what is known once in step with what is shown in several places."""

from django.dispatch import receiver
from wagtail.signals import page_published

from services_guide.models import ServicePage


@receiver(page_published, sender=ServicePage)
def carry_facts_to_translations(instance, **kwargs):
    """Where to turn, which form, which needs: readers of all languages learn of a change at once."""
    instance.keep_translations_in_step()

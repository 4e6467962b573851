"""Keeps what is known once in step with what is shown in several places."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from search import sources, tasks
from search.models import LexiconState
from services_guide.models import Audience, Need, ServicePage


@receiver(page_published, sender=ServicePage)
def carry_facts_to_translations(instance, **kwargs):
    """Where to turn, which form, which needs: readers of all languages learn of a change at once."""
    instance.keep_translations_in_step()


@receiver(pre_save, sender=ServicePage)
def index_former_form(instance, **kwargs):
    """
    A form that this service is no longer applied for on isn't found under its terms any more.

    Its present one is among `search_dependents()`. Wagtail saves a page within a transaction, so
    the worker reads what is saved now.
    """
    saved = ServicePage.objects.filter(pk=instance.pk).exclude(application_form=instance.application_form_id)
    former = Page.objects.filter(pk__in=saved.values("application_form")).first()
    if former is not None:
        tasks.refresh.enqueue([sources.key_of(former)])


@receiver([post_save, post_delete], sender=Need)
@receiver([post_save, post_delete], sender=Audience)
def tell_search_of_new_phrases(**kwargs):
    """What people say for a need is read by search at the next question."""
    LexiconState.touch()

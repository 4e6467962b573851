"""Keeps what is known once in step with what is shown in several places."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, post_page_move

from search import sources, tasks
from search.models import LexiconState
from search.signals import DRAFT_FIELDS
from services_guide.models import Audience, Helpline, Need, ServicePage


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


@receiver(m2m_changed, sender=Helpline.needs.through)
def index_what_a_helpline_is_for(instance, action, reverse, pk_set, **kwargs):
    """Its needs are saved after itself, and when they alone change it isn't saved at all."""
    if action.startswith("post_"):
        lines = Helpline.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
        tasks.refresh.enqueue([sources.key_of(line) for line in lines])


@receiver([post_save, post_delete], sender=Need)
@receiver([post_save, post_delete], sender=Audience)
def tell_search_of_new_phrases(**kwargs):
    """What people say for a need is read by search at the next question."""
    LexiconState.touch()


@receiver([post_save, post_delete], sender=ServicePage)
def tell_search_of_a_service(update_fields=None, **kwargs):
    """Its phrases count while it is live, and only the published ones."""
    if update_fields is None or not DRAFT_FIELDS.issuperset(update_fields):
        LexiconState.touch()


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_page_move)
def tell_search_of_what_is_hidden_or_moved(**kwargs):
    """Services may be below, which the public may read from now on or no longer."""
    LexiconState.touch()

"""
Greek first: every page is written in Greek, and its translations follow it.

wagtail-localize would start a translation from any language, which makes two sources of one text
and breaks its editor, and it leaves a translation open to all when its original has gone, or has
become private.
"""

from django.conf import settings
from django.contrib import messages
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.forms import HiddenInput
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView


def is_original(page: Page) -> bool:
    """Whether `page` is in the language that everything is written in."""
    return page.locale.language_code == settings.LANGUAGE_CODE


def waits_for_greek(page: Page) -> bool:
    """A translation of what isn't published in Greek, so that it can't be published either."""
    greek = page.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return greek is not None and not greek.live


@receiver(page_published)
def take_back_what_came_too_early(instance, **kwargs):
    """Approval is of the Greek text: no translation gets past it, whichever way it was published."""
    if not is_original(instance) and waits_for_greek(instance):
        instance.unpublish()


def refuse_what_comes_too_early(request, page):
    """Says why before wagtail-localize's editor publishes; called before a page is edited."""
    publishes = request.method == "POST" and (
        request.POST.get("action") == "publish" or "action-publish" in request.POST
    )
    if publishes and not is_original(page) and waits_for_greek(page):
        messages.error(request, _("Please publish the Greek page first. What you wrote is kept."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@receiver(page_unpublished)
def take_translations_offline(instance, **kwargs):
    """What isn't said in Greek any more isn't said in another language either."""
    if is_original(instance):
        for translation in instance.get_translations().live().specific():
            translation.unpublish()


@receiver(pre_delete)
def take_translations_of_deleted_offline(sender, instance, **kwargs):
    """They stay as drafts, for a translator's work may be wanted again."""
    if issubclass(sender, Page):
        take_translations_offline(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def make_translations_private(instance, **kwargs):
    """Whoever may not read it in Greek may not read it in another language."""
    if not isinstance(instance, PageViewRestriction) or not is_original(instance.page):
        return
    for translation in instance.page.get_translations():
        same, _is_new = PageViewRestriction.objects.update_or_create(
            page=translation,
            defaults={"restriction_type": instance.restriction_type, "password": instance.password},
        )
        same.groups.set(instance.groups.all())


@receiver(post_delete, sender=PageViewRestriction)
def make_translations_public(instance, origin, **kwargs):
    """Not when the page itself was deleted: its translations, drafts by now, stay private."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction and is_original(instance.page):
        PageViewRestriction.objects.filter(page__in=instance.page.get_translations()).delete()


class FromGreekOnly:
    """A view that sends something to translation, refused for what is a translation itself."""

    def dispatch(self, request, *args, **kwargs):
        if not is_original(self.get_object()):
            messages.error(
                request, _("Translations start from the Greek text. Please go to the Greek one first.")
            )
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)


class TranslatePage(FromGreekOnly, SubmitPageTranslationView):
    pass


class TranslateSnippet(FromGreekOnly, SubmitSnippetTranslationView):
    pass


class UpdateTranslations(UpdateTranslationsView):
    """Brings new text to the translators and publishes nothing: it would be Greek, and asks for no right."""

    def get_form(self):
        form = super().get_form()
        form.fields["publish_translations"].disabled = True
        form.fields["publish_translations"].widget = HiddenInput()
        return form

"""
Keying in an application for somebody at the counter, on the telephone, or who left it on paper.

Staff choose the form here and then walk through it where everybody does, as a draft that names
them and how the application came in. A form that is closed or full can still be keyed in: paper
that came in time is typed in later. One under maintenance can't, for it could not be sent.
"""

from functools import partial

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import browser
from forms.actions import applying
from forms.availability import availability
from forms.enums import Channel
from forms.inbox.access import NotThereMixin
from forms.models import ApplicationFormPage, Draft
from forms.permissions import units_entered_for, user_can_enter

CHANNELS = [Channel.COUNTER, Channel.TELEPHONE, Channel.PAPER]

Offers = dict[str, dict[str, ApplicationFormPage]]
"""Forms that may be keyed in: translation key → language → page, both in their order."""


def offers_to(user) -> Offers:
    """The published forms of the units for which `user` keys applications in, by title."""
    pages = (
        ApplicationFormPage.objects.live().filter(unit__in=units_entered_for(user)).select_related("locale")
    )
    offers: Offers = {}
    order = [language for language, _name in settings.LANGUAGES]
    for page in sorted(
        filter(partial(user_can_enter, user), pages.select_related("locale")),
        key=lambda each: order.index(each.locale.language_code),
    ):
        offers.setdefault(str(page.translation_key), {})[page.locale.language_code] = page
    return dict(sorted(offers.items(), key=lambda offer: title_of(offer[1])))


def title_of(pages: dict[str, ApplicationFormPage]) -> str:
    """In Greek, where it is published in Greek."""
    return next(iter(pages.values())).title


def label_of(pages: dict[str, ApplicationFormPage]) -> str:
    """The title, and how the form stands when the public can't begin it."""
    stands = availability(next(iter(pages.values())))
    return title_of(pages) if stands.is_open else f"{title_of(pages)} ({stands.tag})"


class EntryForm(forms.Form):
    """Once valid, `page` is the form to key in, in the language of the person it is for."""

    form = forms.ChoiceField(
        label=_("Form"), widget=forms.RadioSelect, error_messages={"required": _("Choose a form.")}
    )
    channel = forms.ChoiceField(
        label=_("How it came in"),
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came in.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the applicant"),
        help_text=_("In it you see the form, and in it we write to the applicant."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )

    def __init__(self, *args, offers: Offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.offers = offers
        self.fields["form"].choices = [(key, label_of(pages)) for key, pages in offers.items()]
        published = {language for pages in offers.values() for language in pages}
        self.fields["language"].choices = [each for each in settings.LANGUAGES if each[0] in published]

    def clean(self):
        cleaned = super().clean()
        pages = self.offers.get(cleaned.get("form") or "", {})
        if not pages or "language" not in cleaned:
            return cleaned
        self.page = pages.get(cleaned["language"])
        if self.page is None:
            self.add_error("language", _("This form is not published in this language."))
        elif self.page.maintenance_note:
            self.add_error("form", _("This form is under maintenance; nothing can be sent through it now."))
        elif not self.page.definition.steps:
            self.add_error("form", _("This form asks nothing yet."))
        return cleaned


class EntryView(NotThereMixin, WagtailAdminTemplateMixin, FormView):
    """Choose what to key in; a POST begins it and leads to its first step."""

    permission_required = "enter"
    form_class = EntryForm
    page_title = _("New application")
    header_icon = "plus"
    template_name = "forms/inbox/entry.html"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    @cached_property
    def offers(self) -> Offers:
        return offers_to(self.request.user)

    def get_initial(self):
        chosen = {"form": next(iter(self.offers))} if len(self.offers) == 1 else {}
        return {"language": settings.LANGUAGE_CODE} | chosen

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"offers": self.offers}

    def form_invalid(self, form, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)

    def form_valid(self, form):
        unsent = unsent_draft(self.request, form.page)
        if unsent and self.request.POST.get("anew") != str(unsent.pk):
            going_on = form.page.get_url(self.request)
            return self.form_invalid(form, unsent=unsent, going_on=going_on)
        with transaction.atomic():
            if unsent:
                applying.discard(unsent.pk, unsent.form)
            channel, user = form.cleaned_data["channel"], self.request.user
            browser.remember(self.request, applying.begin(form.page, channel=channel, entered_by=user))
        return first_step(self.request, form.page)

    def get_context_data(self, **kwargs):
        pages = [page for pages in self.offers.values() for page in pages.values()]
        return super().get_context_data(pages=pages, **kwargs)


def unsent_draft(request: HttpRequest, page: ApplicationFormPage) -> Draft | None:
    """What this browser has begun for the form and not sent."""
    return applying.find(browser.remembered(request, page.translation_key), page.translation_key)


def first_step(request: HttpRequest, page: ApplicationFormPage) -> HttpResponse:
    step = page.reverse_subpage("step", kwargs={"step": page.definition.steps[0].key})
    return redirect(page.get_url(request) + step)

"""A page of its own for an action that asks for more than fits beside an application."""

import logging

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import trail
from forms.actions import changing
from forms.crypto import CannotOpen
from forms.enums import AccessKind
from forms.inbox.access import ApplicationMixin
from forms.inbox.columns import reference_of

logger = logging.getLogger(__name__)


def version_in(text: str) -> int:
    """The version a person had in front of them; -1, which never is one, if `text` is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class ApplicationPage(ApplicationMixin, WagtailAdminTemplateMixin, TemplateView):
    """
    A page about one application, `self.object`. Every look is recorded before anything is shown.

    Where its answers can't be opened it says so, as the application's own page does.
    """

    header_icon = "mail"
    heading = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except CannotOpen:
            logger.error("Application %s cannot be opened", self.object.pk)
            self.template_name = "forms/inbox/cannot_open.html"
            context = WagtailAdminTemplateMixin.get_context_data(self, application=self.object)
            return self.render_to_response(context)

    def get_page_title(self):
        return self.heading

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        own = {"url": self.back_url, "label": reference_of(self.object)}
        return [*self.breadcrumbs_items, listing, own, {"url": "", "label": self.get_page_title()}]

    @property
    def back_url(self):
        return reverse("applications:detail", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(application=self.object, back_url=self.back_url, **kwargs)


class ActionPage(ApplicationPage):
    """
    Asks for what `form_class` needs, then does it: `perform(form)` answers with a redirect.

    422 for what isn't right yet, 409 when somebody else was quicker; either way nothing typed is lost,
    and after a conflict the same button works once the person has looked.
    """

    permission_required = "change"
    template_name = "forms/inbox/action_page.html"
    form_class = None
    button = ""
    button_is_final = False
    intro = ""

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.VIEW, by=request.user, application=self.object)
        return self.show(self.make_form(), version=self.object.lock_version)

    def post(self, request, *args, **kwargs):
        version = version_in(request.POST.get("version", ""))
        form = self.make_form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Not done yet: something is missing below."))
            return self.show(form, version=version, status=422)
        try:
            if version != self.object.lock_version:
                raise changing.outdated(self.object)
            return self.perform(form, version)
        except changing.Refused:
            messages.error(
                request,
                _("Not done: the application has changed since you opened it. Look at it again first."),
            )
            self.object = self.get_object()
            return self.show(form, version=self.object.lock_version, status=409)

    def perform(self, form, version):
        raise NotImplementedError

    def make_form(self, data=None):
        return self.form_class(data, initial=self.get_initial(), application=self.object)

    def get_initial(self):
        return {}

    def show(self, form, *, version, status=200):
        context = self.get_context_data(form=form, version=version, is_conflict=status == 409)
        return self.render_to_response(context, status=status)

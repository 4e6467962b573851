"""«Ταχυδρομείο»: mails that did not arrive, and having them sent again."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import trail
from forms.actions import casework
from forms.enums import AccessKind
from forms.inbox.access import NotThereMixin
from forms.inbox.columns import reference_of
from forms.undelivered import undelivered

ON_A_PAGE = 50
AT_ONCE = 500
"""Mails sent again with one press: more is a fault of the server, which is mended there."""


def addresses(view):
    return [
        path("mails/", view(MailsView), name="mails"),
        path("mails/retry/", view(RetryAllView), name="retry_mails"),
        path("mails/<uuid:mail>/retry/", view(RetryOneView), name="retry_one_mail"),
    ]


class MailsView(NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    """The latest first. For who assigns applications of the unit, and whatever was meant for staff."""

    permission_required = "assign"
    template_name = "forms/inbox/workflow/mails.html"
    page_title = gettext_lazy("Mails that did not arrive")
    header_icon = "mail"

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.LIST, by=request.user, note="mails")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        rows = undelivered(self.request.user).order_by("-owed_at", "-pk")
        rows = rows.select_related("application", "user")
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            mails=[(mail, mail.application and reference_of(mail.application)) for mail in page],
            page=page,
            **kwargs,
        )


class RetryOneView(NotThereMixin, View):
    http_method_names = ["post"]
    permission_required = "assign"

    def post(self, request, *args, **kwargs):
        mail = get_object_or_404(undelivered(request.user), pk=self.kwargs["mail"])
        if casework.retry(mail, by=request.user):
            messages.success(request, _("The mail will be tried again at once."))
        else:
            messages.error(request, _("Not done: this mail can't be sent again."))
        return redirect("applications:mails")


class RetryAllView(NotThereMixin, View):
    http_method_names = ["post"]
    permission_required = "assign"

    def post(self, request, *args, **kwargs):
        mails = list(undelivered(request.user).order_by("owed_at")[:AT_ONCE])
        done = sum(casework.retry(mail, by=request.user) for mail in mails)
        text = ngettext(
            "%(count)d mail will be tried again at once.",
            "%(count)d mails will be tried again at once.",
            done,
        )
        messages.success(request, text % {"count": done})
        return redirect("applications:mails")

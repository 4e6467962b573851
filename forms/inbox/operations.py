"""One POST, one action; and an honest answer when the application changed in between."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseOperationView

from forms.actions import casework, changing
from forms.inbox.access import ApplicationMixin
from forms.inbox.action_page import version_in
from forms.inbox.detail import DetailView
from forms.inbox.entries import ENTRIES
from forms.permissions import user_can_assign


class OperationView(ApplicationMixin, BaseOperationView):
    """
    `key` names the action and, if it takes one, its entry.

    Refused, it shows the application as it is now, with what was typed: 422 for an entry that
    isn't complete, 409 when somebody else was quicker.
    """

    http_method_names = ["post"]
    permission_required = "change"
    success_url_name = "applications:detail"
    key = ""

    @property
    def version(self) -> int:
        """The version the person had in front of them."""
        return version_in(self.request.POST.get("version", ""))

    def post(self, request, *args, **kwargs):
        self.data = {}
        if self.key in ENTRIES:
            entry = ENTRIES[self.key](request.POST, application=self.object)
            if self.version == self.object.lock_version and not entry.is_valid():
                messages.error(request, _("Not done yet: something is missing below."))
                return self.show_again(422, is_checked=True)
            self.data = entry.cleaned_data if entry.is_valid() else {}
        try:
            if self.version != self.object.lock_version:
                raise changing.outdated(self.object)
            self.perform_operation()
        except changing.AlreadyWithdrawn:
            messages.error(request, _("Not done: the applicant has withdrawn the application."))
            return self.show_again(409, seen=self.version)
        except changing.AlreadyDecided:
            messages.error(request, _("Not done: the application has been decided in the meantime."))
            return self.show_again(409, seen=self.version)
        except changing.Refused:
            messages.error(request, _("Not done: the application has changed since you opened it."))
            return self.show_again(409, seen=self.version)
        self.add_success_message()
        return redirect(self.get_success_url())

    def show_again(self, status, **kept):
        """The application's page, fetched anew, with what `DetailView` is to keep."""
        view = DetailView(key=self.key, **kept)
        view.setup(self.request, **self.kwargs)
        return view.show(status)


class TakeView(OperationView):
    key, success_message = "take", gettext_lazy("The application is yours now.")

    def perform_operation(self):
        casework.take(self.object, by=self.request.user, version=self.version)


class ReleaseView(OperationView):
    """One's own, or anybody's for those who assign."""

    key, success_message = "release", gettext_lazy("Put back to the unassigned.")

    def perform_operation(self):
        user = self.request.user
        if self.object.assignee_id != user.pk and not user_can_assign(user, self.object):
            raise PermissionDenied
        casework.release(self.object, by=user, version=self.version)


class AssignView(OperationView):
    key, success_message = "assign", gettext_lazy("Assigned.")
    permission_required = "assign"

    def perform_operation(self):
        casework.assign(self.object, to=self.data["to"], by=self.request.user, version=self.version)


class NoteView(OperationView):
    key, success_message = "note", gettext_lazy("Note added.")

    def perform_operation(self):
        casework.note(self.object, self.data["note"], by=self.request.user, version=self.version)


class StateView(OperationView):
    key, success_message = "state", gettext_lazy("State changed.")

    def perform_operation(self):
        casework.change_state(self.object, self.data["state"], by=self.request.user, version=self.version)


class PapersView(OperationView):
    key, success_message = "papers", gettext_lazy("Asked for. The application waits for the papers.")

    def perform_operation(self):
        casework.ask_for_papers(self.object, self.data["papers"], by=self.request.user, version=self.version)


class MessageView(OperationView):
    key, success_message = "message", gettext_lazy("The applicant can read it now.")

    def perform_operation(self):
        casework.tell(self.object, self.data["message"], by=self.request.user, version=self.version)


class DecideView(OperationView):
    key, success_message = "decide", gettext_lazy("Decided.")
    permission_required = "decide"

    def perform_operation(self):
        casework.decide(
            self.object,
            self.data["outcome"],
            self.data["reason"],
            by=self.request.user,
            version=self.version,
        )


class CloseView(OperationView):
    key, success_message = "close", gettext_lazy("Closed.")
    permission_required = "decide"

    def perform_operation(self):
        casework.close(
            self.object,
            self.data["closing_reason"],
            self.data["more"],
            by=self.request.user,
            version=self.version,
        )


class RetryMailView(OperationView):
    """A mail is no part of the application's version, so none is asked for."""

    success_message = gettext_lazy("The mail will be tried again at once.")

    def post(self, request, *args, **kwargs):
        mail = get_object_or_404(self.object.mails, pk=self.kwargs["mail"])
        if casework.retry(mail, by=request.user):
            self.add_success_message()
        else:
            messages.error(request, _("Not done: this mail can't be sent again."))
        return redirect(self.get_success_url())

"""
What can be done with many applications at once.

Wagtail's bulk actions ask nobody's leave and take `id=all` for every row there is. These keep to
what the person may do and to the filters of the list; each application is a change of its own, with
its event and its row of the trail, and none is done that somebody changed since it was shown here.
"""

import copy
from uuid import UUID

from django import forms
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from forms.actions import changing
from forms.inbox.access import NotThereMixin
from forms.inbox.columns import reference_of
from forms.inbox.listing import InboxView
from forms.models import Application

MOST = InboxView.most_at_once

MOST_NAMED = 20
"""References that a message names of those that were left as they were."""


class BulkForm(forms.Form):
    """`seen` is what was confirmed: `id:version` of each application, by spaces."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> dict[UUID, int]:
        pairs = [pair.partition(":") for pair in self.cleaned_data["seen"].split()[:MOST]]
        try:
            return {UUID(pk): int(version) for pk, _colon, version in pairs}
        except ValueError:
            raise forms.ValidationError(_("Choose the applications in the list again.")) from None


class ApplicationBulkAction(NotThereMixin, BulkAction):
    models = [Application]
    permission_required = "change"
    template_name = "forms/inbox/bulk.html"
    form_class = BulkForm
    button, explanation = "", ""

    def __init__(self, request, model):
        super().__init__(request, model)
        self.kwargs = {}  # Wagtail makes the view itself, without setup()

    def act(self, application: Application, version: int, form) -> None:
        """The one change of one application, as `forms.actions` makes it."""
        raise NotImplementedError

    @cached_property
    def asked_for(self) -> list[Application]:
        """What was chosen in the list, as far as this person may do this with it."""
        ids = self.request.GET.getlist("id")
        rows = self._listed() if "all" in ids else self.applications.filter(pk__in=filter(is_uuid, ids))
        return list(rows.select_related("unit")[:MOST])

    def _listed(self):
        """All that the list shows under its filters, of what this person may do this with."""
        request = copy.copy(self.request)
        request.GET = self.request.GET.copy()
        for name in ("id", "next"):
            request.GET.pop(name, None)
        listing = InboxView(permission_required=self.permission_required, index_url_name="applications:index")
        listing.setup(request)
        return listing.get_queryset()

    def get_actionable_objects(self):
        return self.asked_for, {"items_with_no_access": []}

    def get(self, request, *args, **kwargs):
        if not self.asked_for:
            messages.warning(
                request,
                _("Choose applications in the list first; of those chosen, none can be worked on by you."),
            )
            return redirect(self.next_url if self.next_url != request.path else "applications:index")
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form):
        """Not in one transaction, as Wagtail would: others work on while this goes on."""
        seen = form.cleaned_data["seen"]
        found = self.applications.in_bulk(list(seen))
        done, refused = 0, len(seen) - len(found)
        changed = []
        for application in found.values():
            try:
                with transaction.atomic():
                    self.act(application, seen[application.pk], form)
                done += 1
            except changing.Refused:
                changed.append(reference_of(application))
        self.report(done, changed, refused)
        return redirect(self.next_url if self.next_url != self.request.path else "applications:index")

    def report(self, done: int, changed: list[str], gone: int) -> None:
        if done:
            text = ngettext("Done with %(count)d application.", "Done with %(count)d applications.", done)
            messages.success(self.request, text % {"count": done})
        if changed:
            text = ngettext(
                "%(count)d stays as it is: it changed meanwhile, or it can't be done now. %(which)s",
                "%(count)d stay as they are: they changed meanwhile, or it can't be done now. %(which)s",
                len(changed),
            )
            more = "…" if len(changed) > MOST_NAMED else ""
            which = ", ".join(changed[:MOST_NAMED]) + more
            messages.error(self.request, text % {"count": len(changed), "which": which})
        if gone:
            text = ngettext(
                "%(count)d is no longer within your reach.",
                "%(count)d are no longer within your reach.",
                gone,
            )
            messages.error(self.request, text % {"count": gone})

    def get_context_data(self, **kwargs):
        seen = " ".join(f"{row.pk}:{row.lock_version}" for row in self.asked_for)
        return super().get_context_data(
            applications=[(row, reference_of(row)) for row in self.asked_for], seen=seen, most=MOST, **kwargs
        )


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

"""
Where a form is asked whether it may go public.

In the page's edit form, where drafts may be incomplete, and never in `Page.clean`, which would
refuse drafts too. Publishing many pages at once, approving from a list and publishing at a set
time pass no form, so they ask here as well.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.log_actions import LogFormatter, log

from forms import keys, picker, representation
from forms.definition import Question
from forms.faults import as_error, faults, missing_particulars, sentences

REFUSED = "applications.publish_refused"
"""Log action: a form was to go public by itself, and wasn't complete."""

MOST_SENTENCES = 5


class ApplicationFormPageForm(WagtailAdminPageForm):
    """The edit form of an application form: fills in keys, and checks when it isn't a mere draft."""

    @property
    def media(self):
        return super().media + picker.media()

    def clean_steps(self):
        steps = self.cleaned_data["steps"]
        keys.fill(steps, self.published_keys)
        return steps

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        if self.is_deferred_validation:
            return cleaned
        for field, message in missing_particulars(cleaned).items():
            if field not in self.errors:
                self.add_error(field, message)
        if "steps" not in self.errors:
            self._refuse_faults(cleaned["steps"], asked_first(cleaned))
        return cleaned

    def _refuse_faults(self, steps, first):
        if not steps:
            self.add_error("steps", _("Add at least one step."))
        elif found := faults(steps, first):
            self.add_error("steps", as_error(found))
            for sentence in sentences(steps, found)[:MOST_SENTENCES]:
                self.add_error(None, sentence)

    @cached_property
    def published_keys(self) -> dict[str, str]:
        if not self.instance.pk:
            return {}
        live = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        return keys.by_block(live.steps) if live else {}


def asked_first(values: dict[str, Any]) -> Iterable[Question]:
    """What the site itself asks before the first step; `values` are the page's fields by name."""
    relatives, professionals = values.get("allows_relatives"), values.get("allows_professionals")
    first = representation.steps(settings.LANGUAGE_CODE, bool(relatives), bool(professionals))
    return [question for step in first for question in step.questions]


def reasons(page: Any) -> list[str]:
    """Why `page`, as it is, can't be shown to the public, in sentences; [] when it can."""
    found = list(missing_particulars(vars(page)).values())
    if page.opens_at and page.closes_at and page.closes_at <= page.opens_at:
        found.append(_("It must close after it opens."))
    if not page.steps:
        return [*found, _("Add at least one step.")]
    found += sentences(page.steps, faults(page.steps, asked_first(vars(page))))
    try:
        page.steps.stream_block.clean(page.steps)
    except ValidationError:
        found = found or [_("Something in the steps is missing or wrong.")]
    return found


def is_publishable(page: Any) -> bool:
    """Whether `page`, as it is, may be shown to the public."""
    return not reasons(page)


def refuse(request, page, why: list[str]) -> None:
    """Tell who wanted to publish `page` that it stays as it was."""
    text = _("“%(title)s” was not published. %(why)s Open it and publish it there to see each place.")
    messages.error(request, text % {"title": page.title, "why": " ".join(why[:MOST_SENTENCES])})


@hooks.register("before_bulk_action")
def refuse_faulty_forms(request, action_type, objects, action):
    """Bulk publishing asks no form: a draft with doubled keys would go live."""
    if request.method != "POST" or action_type != "publish":
        return None
    ids = {page.pk for page in objects}
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        ids |= {child.pk for page in objects for child in page.get_descendants().not_live()}
    pages = [page.get_latest_revision_as_object() for page in form_pages().filter(pk__in=ids)]
    faulty = [(page, why) for page in pages if (why := reasons(page))]
    for page, why in faulty:
        refuse(request, page, why)
    return redirect("wagtailadmin_explore", faulty[0][0].get_parent().pk) if faulty else None


def hold_back(revisions: Iterable[Any]) -> None:
    """Of what is due to go public by itself, take back faulty forms, and say so in their history."""
    for revision in revisions:
        page = revision.as_object()
        if isinstance(page, apps.get_model("applications", "ApplicationFormPage")) and (why := reasons(page)):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            log(instance=page, action=REFUSED, revision=revision, data={"why": why[:MOST_SENTENCES]})


class Refusal(LogFormatter):
    """How the history of a page tells of `REFUSED`."""

    label = gettext_lazy("Not published")

    def format_message(self, log_entry):
        text = _("Not published at the time that was set. %(why)s")
        return text % {"why": " ".join(log_entry.data.get("why", []))}


def form_pages() -> Any:
    return apps.get_model("applications", "ApplicationFormPage").objects

"""
What a form must fulfil before the public sees it, and where that is asked.

Checked in the page's edit form, where drafts may be incomplete, and never in `Page.clean`, which
would refuse drafts too. Bulk publishing passes no form, so a hook asks here as well.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from forms import keys

CHOICE_KINDS = {"one_of", "many_of", "yes_no", "declaration"}
"""Questions whose answer is a key, so that a condition can ask for it."""


class ApplicationFormPageForm(WagtailAdminPageForm):
    """The edit form of an application form: fills in keys, and checks when it isn't a mere draft."""

    def clean_steps(self):
        steps = self.cleaned_data["steps"]
        keys.fill(steps, self.published_keys)
        if not self.is_deferred_validation:
            if not steps:
                raise ValidationError(_("Add at least one step."))
            if found := faults(steps):
                raise as_error(found)
        return steps

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for field, message in missing_particulars(cleaned).items():
                if field not in self.errors:
                    self.add_error(field, message)
        return cleaned

    @cached_property
    def published_keys(self) -> dict[str, str]:
        if not self.instance.pk:
            return {}
        live = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        return keys.by_block(live.steps) if live else {}


def missing_particulars(values: dict[str, Any]) -> dict[str, str]:
    """What applicants must be told and isn't, as messages by field name."""
    found = {}
    if not values.get("privacy_notice"):
        found["privacy_notice"] = _("Say what happens to the personal data (GDPR, article 13).")
    if not values.get("retention_months"):
        found["retention_months"] = _("Say how long applications are kept.")
    return found


def faults(steps: Any) -> dict[tuple, str]:
    """What stands against publishing `steps`: messages by path, e.g. `(0, "questions", 1, "key")`."""
    found: dict[tuple, str] = {}
    seen: dict[tuple, set[str]] = defaultdict(set)
    for path, scope, block in keys.keyed(steps):
        key = block.value.get("key") or ""
        if not key:
            found[*path, "key"] = _("No key could be made from the words. Write one.")
        elif key in seen[scope]:
            found[*path, "key"] = _("Another block has this key. Choose a different one.")
        elif scope == ("steps",) and key in keys.RESERVED:
            found[*path, "key"] = _("This key is taken by the site itself. Choose a different one.")
        seen[scope].add(key)
    earlier: dict[str, Any] = {}
    for i, step in enumerate(steps):
        found |= _faults_of_condition(step, (i,), earlier)
        questions = step.value.get("questions")
        if not questions:
            found[i, "questions"] = _("A step needs at least one question.")
        for j, question in enumerate(questions or ()):
            found |= _faults_of_condition(question, (i, "questions", j), earlier)
            earlier.setdefault(question.value.get("key") or "", question)
    return found


def _faults_of_condition(block: Any, path: tuple, earlier: dict[str, Any]) -> dict[tuple, str]:
    condition = block.value.get("shown_if") or {}
    key, value = condition.get("question"), condition.get("value")
    if not key:
        return {(*path, "shown_if", "question"): _("Write the question's key too.")} if value else {}
    asked = earlier.get(key)
    if asked is None:
        return {(*path, "shown_if", "question"): _("No earlier question has this key.")}
    if asked.block_type not in CHOICE_KINDS:
        message = _("Only a question with set answers can be asked about.")
        return {(*path, "shown_if", "question"): message}
    if condition.get("operator") == "includes" and asked.block_type != "many_of":
        message = _("“Includes” fits only where several answers can be chosen.")
        return {(*path, "shown_if", "operator"): message}
    options = asked.value.get("options")
    possible = {option.value.get("key") for option in options.bound_blocks} if options else {"yes", "no"}
    if value not in possible:
        message = _("That question has no such answer. It has: %(keys)s.")
        shown = ", ".join(sorted(filter(None, possible)))
        return {(*path, "shown_if", "value"): message % {"keys": shown}}
    return {}


def as_error(found: dict[tuple, str]) -> ValidationError:
    """`faults` as the nested error that Wagtail shows at the block itself."""
    children: dict[Any, dict[tuple, str]] = defaultdict(dict)
    for (head, *rest), message in found.items():
        children[head][tuple(rest)] = message
    errors = {
        head: ValidationError(rest[()]) if () in rest else as_error(rest) for head, rest in children.items()
    }
    if all(isinstance(head, int) for head in errors):
        return StreamBlockValidationError(errors)
    return StructBlockValidationError(errors)


def is_publishable(page: Any) -> bool:
    """Whether `page`, as it is, may be shown to the public."""
    try:
        page.steps.stream_block.clean(page.steps)
    except ValidationError:
        return False
    return bool(page.steps) and not faults(page.steps) and not missing_particulars(vars(page))


@hooks.register("before_bulk_action")
def refuse_faulty_forms(request, action_type, objects, action):
    """Bulk publishing asks no form: a draft with doubled keys would go live."""
    if request.method != "POST" or action_type != "publish":
        return None
    form_page = apps.get_model("applications", "ApplicationFormPage")
    ids = {page.pk for page in objects}
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        ids |= {child.pk for page in objects for child in page.get_descendants().not_live()}
    pages = [page.get_latest_revision_as_object() for page in form_page.objects.filter(pk__in=ids)]
    faulty = [page for page in pages if not is_publishable(page)]
    if not faulty:
        return None
    for page in faulty:
        text = _("“%(title)s” is not complete. Open it and publish it there to see what is missing.")
        messages.error(request, text % {"title": page.title})
    return redirect("wagtailadmin_explore", faulty[0].get_parent().pk)

"""
What supervisors arrange: how a form names and times its states, and why applications are closed.

Each is kept whole. `version` is what the person had in front of them, as `version_of` told it:
whoever changed an older one is refused, so nobody overwrites a colleague unseen.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from forms import deadlines, trail
from forms.actions.changing import ChangedMeanwhile
from forms.enums import AccessKind
from forms.models import ClosingReason, WorkflowState
from forms.workflow import days_of


class InUse(Exception):
    """Applications were closed for this reason: it can be retired, never deleted."""


@dataclass(frozen=True)
class Asked:
    """What a form says and asks of one state; `words` and days as `WorkflowState` keeps them."""

    is_used: bool
    words: Mapping[str, Mapping[str, str]]
    working_days: int | None
    amber_days: int


@dataclass(frozen=True)
class Reason:
    """A closing reason as it is to be; `pk` is None for a new one."""

    pk: int | None
    label: Mapping[str, str]
    order: int
    is_offered: bool
    is_deleted: bool = False


def version_of_states(form: UUID) -> str:
    """Changes whenever somebody changes what this form says or asks of its states."""
    rows = WorkflowState.objects.filter(form=form).order_by("state")
    return _digest(rows.values_list("state", "is_used", "words", "working_days", "amber_days"))


def version_of_reasons() -> str:
    """Changes whenever somebody changes the closing reasons."""
    rows = ClosingReason.objects.order_by("pk")
    return _digest(rows.values_list("pk", "label", "is_offered", "order"))


@transaction.atomic
def arrange_states(form: UUID, asked: Mapping[str, Asked], *, by: Any, version: str) -> None:
    """Keep what a form says and asks of its states; deadlines of open applications follow at once."""
    trail.record(AccessKind.CHANGED, by=by, note=f"states_of_form {form}")  # its lock lets one in at a time
    if version_of_states(form) != version:
        raise ChangedMeanwhile
    before = {state: days_of(state, form)[0] for state in asked}
    for state, each in asked.items():
        WorkflowState.objects.update_or_create(
            form=form,
            state=state,
            defaults={
                "is_used": each.is_used,
                "words": {language: dict(words) for language, words in each.words.items()},
                "working_days": each.working_days,
                "amber_days": each.amber_days,
            },
        )
    for state, each in asked.items():
        if each.working_days != before[state]:
            deadlines.recompute(form, state)


@transaction.atomic
def arrange_reasons(reasons: Iterable[Reason], *, by: Any, version: str) -> None:
    """Keep the closing reasons. Raises InUse for one that is to be deleted and can't be."""
    trail.record(AccessKind.CHANGED, by=by, note="closing_reasons")
    if version_of_reasons() != version:
        raise ChangedMeanwhile
    for each in reasons:
        values = {"label": dict(each.label), "order": each.order, "is_offered": each.is_offered}
        if each.pk is None:
            ClosingReason.objects.create(slug=f"reason-{secrets.token_hex(4)}", **values)
        elif each.is_deleted:
            _delete(each.pk)
        else:
            ClosingReason.objects.filter(pk=each.pk).update(**values)


def _delete(pk: int) -> None:
    try:
        ClosingReason.objects.filter(pk=pk).delete()
    except ProtectedError:
        raise InUse from None


def _digest(rows: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:32]

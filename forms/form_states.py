"""
What forms say and ask of their states (`WorkflowState`), read once a request.

There are a few rows a form, and every line of the list needs some: so the first question within a
request reads all of them. Outside requests, as in the worker, each question reads anew.
"""

from contextvars import ContextVar
from uuid import UUID

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from forms.models import WorkflowState

Rows = dict[tuple[str, str], WorkflowState]
"""By form and state."""

_read: ContextVar[Rows | None] = ContextVar("form_states", default=None)
_is_kept: ContextVar[bool] = ContextVar("form_states_are_kept", default=False)


def row(form: UUID | str, state: str) -> WorkflowState | None:
    """What this form says and asks of a state; None where the usual holds."""
    return rows().get((str(form), str(state)))


def rows() -> Rows:
    kept = _read.get()
    if kept is None:
        kept = {(str(each.form), each.state): each for each in WorkflowState.objects.all()}
        if _is_kept.get():
            _read.set(kept)
    return kept


@receiver(request_started)
def begin(**kwargs):
    _read.set(None)
    _is_kept.set(True)


@receiver(request_finished)
def end(**kwargs):
    _read.set(None)
    _is_kept.set(False)


@receiver([post_save, post_delete], sender=WorkflowState)
def forget(**kwargs):
    _read.set(None)

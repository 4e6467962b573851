"""
What the worker does for search.

A task names objects, never their state: it reads them when it runs, so it may run late, twice or
in another order and the index still comes out right. Its row commits with the change it follows.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from search import indexing, sources
from search.engines.base import Busy, Unavailable

LAST_ATTEMPT = 10
"""The last of them comes about a quarter of an hour after the first; then the task counts as failed."""


@task()
def refresh(keys: list[str], attempt: int = 0) -> None:
    """Index these objects as they are now."""
    _or_later(partial(indexing.refresh, keys), refresh, keys, attempt)


@task()
def refresh_branch(page_pk: int, attempt: int = 0) -> None:
    """Index a page and all below it: their addresses or their visibility changed."""
    _or_later(lambda: indexing.refresh(indexing.branch(page_pk)), refresh_branch, page_pk, attempt)


@task()
def refresh_dependents(label: str, pk: str, attempt: int = 0) -> None:
    """Index what shows something of this object: see `search_dependents` in `search.signals`."""

    def of_today() -> None:
        instance = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if instance is not None:
            indexing.refresh([sources.key_of(dependent) for dependent in instance.search_dependents()])

    _or_later(of_today, refresh_dependents, label, pk, attempt)


def _or_later(work: Callable[[], None], again: Task, *arguments) -> None:
    """Do `work`; when somebody else is writing or the disk is full, queue it again, later each time."""
    *rest, attempt = arguments
    try:
        work()
    except (Busy, Unavailable, OSError):
        if attempt >= LAST_ATTEMPT:
            raise
        later = timezone.now() + timedelta(seconds=2**attempt)
        again.using(run_after=later).enqueue(*rest, attempt=attempt + 1)

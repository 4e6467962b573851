"""
What the worker does for search.

A task names objects, never their state: it reads them when it runs, so it may run late, twice or
in another order and the index still comes out right. Its row commits with the change it follows.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from search import embedding, indexing, meaning, sources
from search.engines.base import Busy, ServerAway, Unavailable

logger = logging.getLogger(__name__)

LAST_ATTEMPT = 10
"""The last of them comes about a quarter of an hour after the first; then the task counts as failed."""
LONGEST_PAUSE = 300
"""Seconds between attempts to bring a server in step that is away."""


@task()
def refresh(keys: list[str], attempt: int = 0) -> None:
    """Index these objects as they are now."""
    _or_later(partial(_refresh, keys), refresh, keys, attempt)


@task()
def refresh_branch(page_pk: int, attempt: int = 0) -> None:
    """Index a page and all below it: their addresses or their visibility changed."""
    _or_later(lambda: _refresh(indexing.branch(page_pk)), refresh_branch, page_pk, attempt)


@task()
def refresh_dependents(label: str, pk: str, attempt: int = 0) -> None:
    """Index what shows something of this object: see `search_dependents` in `search.signals`."""

    def of_today() -> None:
        instance = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if instance is not None:
            _refresh([sources.key_of(dependent) for dependent in instance.search_dependents()])

    _or_later(of_today, refresh_dependents, label, pk, attempt)


@task()
def embed(keys: list[str], attempt: int = 0) -> None:
    """Know what these objects are about now."""
    _or_later(partial(embedding.refresh, keys), embed, keys, attempt)


@task()
def embed_everything(after: str = "", attempt: int = 0) -> None:
    """Know what all objects are about, a batch at a time, in the order of their keys."""

    def batch() -> None:
        if last := embedding.refresh_next(after):
            embed_everything.enqueue(last)

    _or_later(batch, embed_everything, after, attempt)


@task()
def embed_phrases(attempt: int = 0) -> None:
    """Know the phrases of editors as they are now."""
    _or_later(embedding.refresh_phrases, embed_phrases, attempt)


def lexicon_changed() -> None:
    """Phrases may have: they are embedded once, however many changes there were in a row."""
    waiting = DBTaskResult.objects.ready().filter(
        task_path=embed_phrases.module_path, run_after=get_date_max()
    )
    if meaning.is_on() and not waiting.exists():
        embed_phrases.enqueue()


def _refresh(keys: list[str]) -> None:
    described = list(indexing.refresh(keys).items())
    if not meaning.is_on():
        return
    for start in range(0, len(described), embedding.BATCH):
        batch = dict(described[start : start + embedding.BATCH])
        try:
            embedding.keep(batch)
        except meaning.Away:
            embed.enqueue(list(batch))


@task()
def catch_up(attempt: int = 0) -> None:
    """
    Bring every index in step with the content, however long that takes to become possible.

    What a search server missed while it was away, for seconds or for days.
    """
    try:
        indexing.catch_up()
    except (Busy, Unavailable, OSError) as error:
        logger.warning("The search indexes aren't in step yet: %s", error)
        later = timezone.now() + timedelta(seconds=min(2 ** min(attempt, 30), LONGEST_PAUSE))
        catch_up.using(run_after=later).enqueue(attempt=attempt + 1)


def catch_up_later() -> None:
    """See to it that `catch_up` runs. One that waits already will see what is true when it begins."""
    # `ready()` passes over what is to run later.
    waiting = DBTaskResult.objects.filter(task_path=catch_up.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        catch_up.using(run_after=timezone.now() + timedelta(seconds=1)).enqueue()


@contextmanager
def superseding(*singly: Task) -> Iterator[int]:
    """
    What waits of the tasks `singly` is taken out of the queue once the block ended well; gives how many.

    For work on single objects that the block does for all of them at once: hundreds of tasks after a
    load would keep the worker busy for minutes. A task that comes while the block runs stays.
    """
    waiting = DBTaskResult.objects.filter(
        task_path__in=[task.module_path for task in singly], status=TaskResultStatus.READY
    )
    known = list(waiting.values_list("pk", flat=True))
    yield len(known)
    for start in range(0, len(known), 500):
        # In one statement: with signals, which Django sends for each row it deletes, the worker could
        # begin with one of them meanwhile, and would end for want of its row.
        batch = waiting.filter(pk__in=known[start : start + 500])
        batch._raw_delete(batch.db)


def _or_later(work: Callable[[], None], again: Task, *arguments) -> None:
    """Do `work`; when somebody else is writing or the disk is full, queue it again, later each time."""
    *rest, attempt = arguments
    try:
        work()
    except ServerAway as error:
        logger.warning("%s", error)
        catch_up_later()
    except (Busy, Unavailable, OSError):
        if attempt >= LAST_ATTEMPT:
            raise
        later = timezone.now() + timedelta(seconds=2**attempt)
        again.using(run_after=later).enqueue(*rest, attempt=attempt + 1)

"""Whether the parts the site stands on do their work, for `/readyz` and those who watch it."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from search.query import find

logger = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=5)
"""A task that has been due for so long tells that no worker runs."""


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def search() -> bool | str:
    """`fallback`: the server is away and the embedded index answers for it."""
    results = find("βοήθεια", language="el", limit=1, counted=False)
    return "fallback" if results.is_fallback else results.is_available


def cache_answers() -> bool:
    cache.set("readyz", "yes", 10)
    return cache.get("readyz") == "yes"


def worker() -> bool:
    """No task is overdue. `run_after` holds a far date where a task may start at once."""
    overdue = timezone.now() - LATE_AFTER
    due_at_once = DBTaskResult.objects.ready().filter(run_after=get_date_max(), enqueued_at__lt=overdue)
    deferred = DBTaskResult.objects.ready().filter(run_after__lt=overdue)
    return not (due_at_once.exists() or deferred.exists())


CHECKS: dict[str, Callable[[], bool | str]] = {
    "database": database,
    "search": search,
    "cache": cache_answers,
    "worker": worker,
}


def state_of_parts() -> dict[str, str]:
    """`ok`, `failing`, or the part's own word for less than ok; why goes to the log, not to strangers."""
    return {name: _state(name, check) for name, check in CHECKS.items()}


def _state(name: str, check: Callable[[], bool | str]) -> str:
    try:
        told = check()
    except Exception:
        logger.exception("The check of %s failed", name)
        return "failing"
    if isinstance(told, str):
        return told
    return "ok" if told else "failing"

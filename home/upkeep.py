"""What must happen now and then without anybody asking: run by each worker, once a minute."""

import logging
import threading
from datetime import timedelta

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from forms import tasks
from search import counting

logger = logging.getLogger(__name__)

ORPHANED_AFTER = timedelta(minutes=15)
"""No task of ours runs this long: one that seems to was left behind by a worker that died."""
KEPT_FOR = timedelta(days=7)
EVERY_SECONDS = 60


def take_up_orphans(now) -> int:
    """Make tasks ready again whose worker died in the middle; all our tasks may run twice."""
    orphans = DBTaskResult.objects.running().filter(started_at__lt=now - ORPHANED_AFTER)
    with exclusive_transaction(orphans.db):
        return orphans.update(status="READY", started_at=None)


def forget_finished(now) -> int:
    """Delete the rows of tasks that ended a week ago."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()[0]


def keep_to_the_calendar() -> None:
    """Publish what an editor has set for now, and take off what has expired."""
    call_command("publish_scheduled")


def forget_ended_sessions() -> None:
    """Django leaves their rows until somebody asks."""
    call_command("clearsessions")


def round_of_upkeep() -> None:
    """Everything once. An error in one duty doesn't keep the others from their turn."""
    now = timezone.now()
    duties = (
        lambda: take_up_orphans(now),
        lambda: forget_finished(now),
        tasks.sweep,
        keep_to_the_calendar,
        forget_ended_sessions,
        lambda: counting.forget(now),
    )
    for duty in duties:
        try:
            duty()
        except Exception:
            logger.exception("Upkeep failed and is tried again in %s seconds", EVERY_SECONDS)


class Upkeep(threading.Thread):
    """A round of upkeep each minute beside the worker, ending with its process."""

    def __init__(self):
        super().__init__(name="upkeep", daemon=True)

    def run(self):
        pause = threading.Event()
        while True:
            close_old_connections()
            round_of_upkeep()
            close_old_connections()
            pause.wait(EVERY_SECONDS)

import logging
from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.base import BaseCommand
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from home.content.loading import load
from search.tasks import superseding

AT_ONCE = {
    "wagtail_update_index": insert_or_update_object_task,
    "rebuild_references_index": update_reference_index_task,
}
"""What does for all objects, in seconds, the work that each object saved has left for the worker."""


class Command(BaseCommand):
    help = "Loads or refreshes the Kilkis content. Safe to repeat; never overwrites what an editor changed."

    def handle(self, *args, **options):
        with _quiet("wagtail"):
            shown = None
            for done, total in load():
                share = 100 * done // total
                if share != shown:
                    self._show(share)
                shown = share
            for command, singly in AT_ONCE.items():
                with superseding(singly) as waiting:
                    if waiting:
                        call_command(command, verbosity=0)
        self.stdout.write(self._line_start + "The Kilkis content is there.")

    def _show(self, share):
        """How far it is: one line that changes on a terminal, four lines in a file."""
        if self.stdout.isatty():
            self.stdout.write(f"\rLoading the Kilkis content: {share} %", ending="")
            self.stdout.flush()
        elif share and share % 25 == 0:
            self.stdout.write(f"Loading the Kilkis content: {share} %")

    @property
    def _line_start(self):
        return "\r\033[K" if self.stdout.isatty() else ""


@contextmanager
def _quiet(name):
    """Without the log lines of each single page, which would bury the progress."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)

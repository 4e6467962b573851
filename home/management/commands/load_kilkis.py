import logging
from contextlib import contextmanager

from django.core.management.base import BaseCommand

from home.content.loading import load


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

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.meaning import process


class Command(BaseCommand):
    """
    For installations that run the site's parts as services of their own; `serve` starts it too.

    The command becomes that process, so whoever started it sees it end and starts it again.
    """

    help = "Run the process that finds by meaning"

    def handle(self, **options):
        if settings.SEARCH_MEANING is not True:
            raise CommandError("Meaning is switched off: SEARCH_MEANING.")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.chdir(settings.BASE_DIR)
        program, *arguments = process.command()
        os.execve(program, [program, *arguments], process.environment())  # noqa: S606 - our own program

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from forms import bounces

TRY_LATER = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the message and comes again."""


class Command(BaseCommand):
    help = (
        "Reads notifications of mail servers that a mail couldn't be delivered, from standard input (one)"
        " or from a Maildir, and marks the mails that came back. Meant for a mail alias, or for cron."
    )

    def add_arguments(self, parser):
        parser.add_argument("--maildir", type=Path, help="A Maildir whose new messages are taken.")

    def handle(self, *, maildir, **options):
        now = timezone.now()
        try:
            if maildir is None:
                bounces.take(sys.stdin.buffer.read(bounces.LARGEST), now)
                return
            if not (maildir / "new").is_dir():
                raise CommandError(f"{maildir} is no Maildir: it has no folder “new”.")
            taken, left = bounces.take_folder(maildir, now)
        except OperationalError as error:
            raise CommandError("The database doesn't answer.", returncode=TRY_LATER) from error
        self.stdout.write(f"Marked {taken}; {left} about none of our mails.")

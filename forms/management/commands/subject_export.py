from getpass import getpass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from forms.actions import subject_access


class Command(BaseCommand):
    help = (
        "Writes all applications of one person, with their files, into a new folder: what the GDPR,"
        " articles 15 and 20, lets everybody ask for. Make sure first that it is that person who asks."
        " The phone, e-mail address or AMKA is asked for, so that it stays in no list of commands."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="A folder that isn't there yet.")
        parser.add_argument("--by", required=True, help="Your user name: what is opened is recorded.")

    def handle(self, *, folder, by, **options):
        user = get_user_model().objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{by}”.")
        fact = getpass("Phone, e-mail address or AMKA: ").strip()
        try:
            count = subject_access.write_out(fact, folder, user)
        except (FileExistsError, FileNotFoundError):
            raise CommandError(f"Give a folder that isn't there yet, in one that is: {folder}") from None
        self.stdout.write(f"Applications written: {count}")

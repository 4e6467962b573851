from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forms import trail_check


class Command(BaseCommand):
    help = (
        "Proves that the trail is whole: no row altered, removed, put in or cut off at the end. Says the"
        " first that is, and fails. Note the head it tells somewhere else: given with --holds another"
        " day, it shows that nobody has brought back an older copy of everything."
    )

    def add_arguments(self, parser):
        parser.add_argument("--holds", metavar="ROW:DIGEST", help="A head that was noted earlier.")

    def handle(self, *, holds, **options):
        outcome = trail_check.check()
        if not outcome.is_whole:
            raise CommandError(outcome)
        if holds:
            row, _colon, digest = holds.partition(":")
            if not (row.isdecimal() and digest):
                raise CommandError("--holds takes what an earlier run told, such as 120:3f2a…")
            if int(row) >= outcome.first and not trail_check.has_row(int(row), digest):
                raise CommandError(
                    _("The trail doesn't hold that head: it is another one, or an older copy.")
                )
        self.stdout.write(str(outcome))
        self.stdout.write(_("Head, to be noted elsewhere: %s") % f"{outcome.last}:{outcome.head}")

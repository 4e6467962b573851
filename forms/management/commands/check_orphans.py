from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forms.uploads import keeping, sweeping


class Command(BaseCommand):
    help = "Counts files without a row and rows without a file; fails if there are any."

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair",
            action="store_true",
            help="Delete both. Files of the last quarter of an hour stay: they may be arriving.",
        )

    def handle(self, *, repair, **options):
        found = sweeping.orphans()
        self.stdout.write(f"{len(found.files)} files without a row, {len(found.rows)} rows without a file")
        for row in found.rows:
            self.stdout.write(f"  {row.pk}: {row.application_id or row.draft_id}")
        if repair:
            files, rows = sweeping.remove_strays(found.files), keeping.discard(found.rows)
            self.stdout.write(_("Deleted: %(files)d files, %(rows)d rows.") % {"files": files, "rows": rows})
        elif found.files or found.rows:
            raise CommandError(_("Look at them, then run this again with --repair."))

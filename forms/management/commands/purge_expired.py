from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from forms.models import Draft


class Command(BaseCommand):
    help = "Deletes what has outlived its time: drafts that were never sent."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *, dry_run, **options):
        expired = Draft.objects.expired(timezone.now())
        if dry_run:
            count = expired.count()
            text = ngettext(
                "%(count)d expired draft would be deleted.",
                "%(count)d expired drafts would be deleted.",
                count,
            )
        else:
            count, _by_model = expired.delete()
            text = ngettext(
                "%(count)d expired draft was deleted.", "%(count)d expired drafts were deleted.", count
            )
        self.stdout.write(text % {"count": count})

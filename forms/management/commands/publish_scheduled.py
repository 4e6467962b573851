from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from forms.publishing import hold_back


class Command(publish_scheduled.Command):
    """Wagtail's own, which validates nothing: forms that are not complete stay as they are."""

    def handle(self, *args, **options):
        if not options["dryrun"]:
            hold_back(Revision.objects.filter(approved_go_live_at__lt=timezone.now()))
        super().handle(*args, **options)

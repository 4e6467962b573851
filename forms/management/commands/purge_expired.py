from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms import retention, retention_preview, trail_check
from forms.models import Draft


class Command(BaseCommand):
    help = (
        "Deletes or anonymises what has outlived its time: drafts that were never sent, applications"
        " as long after their end as their form promised, the oldest rows of the trail. The worker does"
        " the same each night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what the next nightly run will remove."
        )

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self.preview(now)
        else:
            self.purge(now)

    def preview(self, now):
        day = retention_preview.next_run(now)
        self.stdout.write(_("The run of %(day)s will remove:") % {"day": date_format(day, "d/m/Y")})
        for due in retention_preview.due(day):
            self.stdout.write(f"  {due.form_title} · {due.state_label} · {due.then_label}: {due.count}")
        count = Draft.objects.expired(now).count()
        text = ngettext("  %(count)d expired draft", "  %(count)d expired drafts", count)
        self.stdout.write(text % {"count": count})
        for held in retention_preview.held(day):
            text = _("Held: %(form)s: %(count)d, of which %(over)d past their time.")
            self.stdout.write(text % {"form": held.form_title, "count": held.count, "over": held.over})
        if endless := retention_preview.endless():
            text = ngettext(
                "%(count)d application has ended, but its form promised no end: it is kept.",
                "%(count)d applications have ended, but their forms promised no end: they are kept.",
                endless,
            )
            self.stdout.write(text % {"count": endless})

    def purge(self, now):
        drafts = retention.purge_drafts(now)
        text = ngettext(
            "%(count)d expired draft was deleted.", "%(count)d expired drafts were deleted.", drafts
        )
        self.stdout.write(text % {"count": drafts})
        ended = retention.purge(timezone.localdate(now))
        text = ngettext(
            "%(count)d application was deleted or anonymised.",
            "%(count)d applications were deleted or anonymised.",
            ended,
        )
        self.stdout.write(text % {"count": ended})
        retention.forget_recipients()
        gone = trail_check.let_go(timezone.localdate(now))
        text = ngettext(
            "%(count)d old row of the trail was removed.",
            "%(count)d old rows of the trail were removed.",
            gone,
        )
        self.stdout.write(text % {"count": gone})

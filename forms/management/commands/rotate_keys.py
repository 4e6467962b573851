from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forms import crypto, rotation


class Command(BaseCommand):
    help = (
        "Seals everything anew with the first of DATA_KEYS, while the site runs. First put a new key in"
        " front of the others and restart the site and its worker, then run this, until it says that"
        " the older keys can go. It may be interrupted at any moment and run again."
    )

    def handle(self, **options):
        new, *older = crypto.key_names()
        self.stdout.write(_("The first key is %s.") % new)
        outcome = rotation.rotate(self.tell)
        self.stdout.write(
            _("Sealed anew: %(values)d values, %(files)d files.")
            % {"values": outcome.values, "files": outcome.files}
        )
        if outcome.unreadable:
            for what in outcome.unreadable:
                self.stderr.write(f"  {what}")
            raise CommandError(_("No key opens these. Keep all keys, and look for the one that is missing."))
        if not outcome.is_done:
            raise CommandError(
                _("Something still seals with an older key. Restart the site and its worker, then try again.")
            )
        if older:
            self.stdout.write(_("These keys can be removed from DATA_KEYS: %s") % ", ".join(older))
            self.stdout.write(
                _("Backups from before this moment still need them: keep them as long, elsewhere.")
            )

    def tell(self, what, done, count):
        self.stdout.write(f"  {what}: {done} / {count}")

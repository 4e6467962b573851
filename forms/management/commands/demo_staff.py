"""People to sign in with in a demonstration: one a role."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from forms.inbox import groups
from forms.models import ApplicationFormPage, NamedReader

STAFF = {
    "editor": ("Συντάκτης", ["Editors"]),
    "moderator": ("Επιμελήτρια", ["Moderators"]),
    "translator": ("Μεταφράστρια", ["Translators"]),
    "caseworker": ("Κοινωνική λειτουργός", ["Case workers"]),
    "supervisor": ("Προϊσταμένη", ["Supervisors"]),
    "auditor": ("Ελέγκτρια", ["Auditors"]),
    "statistics": ("Στατιστικός", ["Statistics"]),
    "admin": ("Διαχειριστής", ["Supervisors"]),
}
"""User name → the name colleagues see, and groups. `admin` is a superuser too."""

NAMED = ["caseworker", "supervisor", "admin"]
"""Who sees sensitive applications, of all forms."""

SURNAME = "(δοκιμή)"


class Command(BaseCommand):
    help = "Makes the demonstration's staff and their groups. Running it again adds what is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password", help="One password for all. Without it, those who are new get one each."
        )
        parser.add_argument(
            "--show-file",
            type=Path,
            help="Where to keep the passwords made, for you alone (default: demo-logins.txt in DATA_DIR).",
        )

    def handle(self, *, password, show_file, **options):
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError("Demonstration staff are only for demonstrations: set DEMO=1, or DEBUG=1.")
        path = show_file or Path(settings.DATA_DIR) / "demo-logins.txt"
        with transaction.atomic():
            given = self.prepare(password)
        if not given:
            self.stdout.write("All demonstration staff exist already; their passwords stay as they are.")
        elif password:
            self.stdout.write(f"Password set for {', '.join(given)}.")
            if path.exists():
                keep(given, path)
        else:
            for name, secret in given.items():
                self.stdout.write(f"{name:<12} {secret}")
            keep(given, path)
            self.stdout.write(f"Also in {path}.")

    def prepare(self, password):
        """Make users and groups; the passwords that were set, by user name."""
        existing = groups.prepare()
        given = {}
        for username, (name, group_names) in STAFF.items():
            user, is_new = get_user_model().objects.get_or_create(
                username=username,
                defaults={"first_name": name, "last_name": SURNAME, "is_superuser": username == "admin"},
            )
            user.groups.add(*(existing[group] for group in group_names))
            if is_new or password:
                given[username] = password or secrets.token_urlsafe(12)
                user.set_password(given[username])
                user.save(update_fields=["password"])
        name_readers()
        return given


def name_readers():
    """Of each sensitive form for which nobody is named yet: what was chosen on the screen stays."""
    sensitive = ApplicationFormPage.objects.filter(is_sensitive=True)
    named = NamedReader.objects.exclude(form=None).values("form")
    forms = set(sensitive.exclude(translation_key__in=named).values_list("translation_key", flat=True))
    people = get_user_model().objects.filter(username__in=NAMED)
    NamedReader.objects.bulk_create(NamedReader(user=user, form=form) for user in people for form in forms)


def keep(given, path):
    """Write the passwords into `path`, beside those of earlier runs; only its owner can read it."""
    lines = path.read_text().splitlines() if path.exists() else []
    known = dict(line.split(maxsplit=1) for line in lines if line.strip())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)
        file.writelines(f"{name:<12} {secret}\n" for name, secret in (known | given).items())

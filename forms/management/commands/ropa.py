"""Write the record of processing activities."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from forms.inventory.record import record

KEPT = Path("docs") / "record-of-processing.md"


class Command(BaseCommand):
    help = "Writes docs/record-of-processing.md (GDPR art. 30) from the inventory in the code."

    def add_arguments(self, parser):
        parser.add_argument(
            "--language", choices=dict(settings.LANGUAGES), help="Print it in this language instead."
        )

    def handle(self, *, language, **options):
        with translation.override(language or "en"):
            text = record()
        if language:
            self.stdout.write(text, ending="")
        else:
            (settings.BASE_DIR / KEPT).write_text(text, encoding="utf-8")
            self.stdout.write(f"Written to {KEPT}.")

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`compilemessages` for machines without GNU gettext; compiles only what is newer."""

    help = "Compile the interface's texts (site/locale)"

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for source in folder.glob("*/LC_MESSAGES/*.po"):
                compiled = source.with_suffix(".mo")
                if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as file:
                    catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
                half = compiled.with_suffix(".mo.part")
                with half.open("wb") as file:
                    write_mo(file, catalogue)
                half.replace(compiled)
                self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}")

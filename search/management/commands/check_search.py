from django.core.management.base import BaseCommand, CommandError

from search import indexing
from search.engines.base import Busy, Unavailable


class Command(BaseCommand):
    help = "Compare the search index with the content; exits with 1 and a list where they differ"

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="bring the index in step")

    def handle(self, *, repair: bool, **options):
        found = indexing.differences()
        self._tell(found)
        if found and repair:
            try:
                indexing.repair(found)
            except (Busy, Unavailable, OSError) as error:
                raise CommandError(f"Nothing was repaired. {error}") from error
            found = indexing.differences()
            if not found:
                self.stdout.write("Repaired.")
        if found:
            cure = "See above." if repair else "Repair with: check_search --repair"
            raise CommandError(f"Index and content differ. {cure}")

    def _tell(self, found: indexing.Differences) -> None:
        if not found:
            self.stdout.write("The index holds what the content says.")
        if not found.has_index:
            self.stdout.write("There is no usable search index.")
        for kind, key in found.lines():
            self.stdout.write(f"{kind}\t{key}")

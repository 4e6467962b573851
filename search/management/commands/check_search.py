from django.core.management.base import BaseCommand, CommandError

from search import indexing
from search.engines import indexes
from search.engines.base import Busy, Engine, Refused, Unavailable


class Command(BaseCommand):
    help = "Compare each search index with the content; exits with 1 and a list where they differ"

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="bring the indexes in step")

    def handle(self, *, repair: bool, **options):
        wrong = [index.name for index in indexes() if not self._is_in_step(index, repair=repair)]
        if wrong:
            cure = "See above." if repair else "Repair with: check_search --repair"
            raise CommandError(f"Index and content differ: {', '.join(wrong)}. {cure}")

    def _is_in_step(self, index: Engine, *, repair: bool) -> bool:
        """Whether `index` holds what the content says, at the end. Another that fails doesn't matter."""
        try:
            found = indexing.differences(index)
            self._tell(index, found)
            if found and repair:
                indexing.repair(found, index)
                found = indexing.differences(index)
                if not found:
                    self.stdout.write(f"{index.name}: repaired.")
        except Refused as refused:
            for key, reason in sorted(refused.args[0].items()):
                self.stdout.write(f"{index.name}\trefused\t{key}\t{reason}")
            return False
        except (Busy, Unavailable, OSError) as error:
            self.stdout.write(f"{index.name}: {error}")
            return False
        return not found

    def _tell(self, index: Engine, found: indexing.Differences) -> None:
        if not found:
            self.stdout.write(f"{index.name}: the index holds what the content says.")
        if not found.has_index:
            self.stdout.write(f"{index.name}: there is no usable search index.")
        for kind, key in found.lines():
            self.stdout.write(f"{index.name}\t{kind}\t{key}")

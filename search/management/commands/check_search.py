from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from django.core.management.base import BaseCommand, CommandError

from search import embedding, indexing, meaning
from search.engines import indexes
from search.engines.base import Busy, Refused, Unavailable
from search.indexing import Differences


class Checked(NamedTuple):
    """Something that has to hold what the content says."""

    name: str
    differences: Callable[[], Differences]
    repair: Callable[[Differences], None]


class Command(BaseCommand):
    help = (
        "Compare each search index, and what is known of meaning, with the content; exits with 1 and a list "
        "where they differ"
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="bring them in step")

    def handle(self, *, repair: bool, **options):
        wrong = [each.name for each in _checked() if not self._is_in_step(each, repair=repair)]
        if wrong:
            cure = "See above." if repair else "Repair with: check_search --repair"
            raise CommandError(f"Index and content differ: {', '.join(wrong)}. {cure}")

    def _is_in_step(self, checked: Checked, *, repair: bool) -> bool:
        """Whether it holds what the content says, at the end. Another that fails doesn't matter."""
        try:
            found = checked.differences()
            self._tell(checked.name, found)
            if found and repair:
                checked.repair(found)
                found = checked.differences()
                if not found:
                    self.stdout.write(f"{checked.name}: repaired.")
        except Refused as refused:
            for key, reason in sorted(refused.args[0].items()):
                self.stdout.write(f"{checked.name}\trefused\t{key}\t{reason}")
            return False
        except (Busy, Unavailable, OSError) as error:
            self.stdout.write(f"{checked.name}: {error}")
            return False
        return not found

    def _tell(self, name: str, found: Differences) -> None:
        if not found:
            self.stdout.write(f"{name}: holds what the content says.")
        if not found.has_index:
            self.stdout.write(f"{name}: there is no usable search index.")
        for kind, key in found.lines():
            self.stdout.write(f"{name}\t{kind}\t{key}")


def _checked() -> Iterator[Checked]:
    for index in indexes():
        yield Checked(index.name, partial(indexing.differences, index), partial(indexing.repair, index=index))
    if meaning.is_on():
        yield Checked("meaning", embedding.differences, embedding.repair)

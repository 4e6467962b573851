from django.core.management.base import BaseCommand, CommandError

from search import indexing, meaning, sources, tasks
from search.engines import indexes
from search.engines.base import Busy, Refused, ServerAway, Unavailable


class Command(BaseCommand):
    help = "Build a new search index and swap it in when complete; search answers throughout"

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-missing", action="store_true", help="only where an index is missing or can't be used"
        )

    def handle(self, *, verbosity: int, if_missing: bool, **options):
        if if_missing and all(map(self._is_usable, indexes())):
            return
        expected = sources.count()
        shows_progress = verbosity > 0 and self.stdout.isatty()

        def progress(done: int) -> None:
            if shows_progress:
                self.stdout.write(f"\r{done} of {expected}", ending="")
                self.stdout.flush()

        try:
            with tasks.superseding(tasks.refresh, tasks.refresh_branch, tasks.refresh_dependents):
                total = indexing.rebuild(progress)
        except ServerAway as error:
            # The embedded index is complete and answers; nobody has to think of the server.
            tasks.catch_up_later()
            self.stderr.write(f"{error}. The embedded index was built; the worker will see to the server's.")
            return
        except Refused as refused:
            for key, reason in sorted(refused.args[0].items()):
                self.stderr.write(f"refused\t{key}\t{reason}")
            raise CommandError("The server has a new index without the documents above.") from refused
        except (Busy, Unavailable, OSError) as error:
            raise CommandError(f"The old index stays in use. {error}") from error
        if meaning.is_on():
            tasks.embed_everything.enqueue()
            tasks.embed_phrases.enqueue()
        if shows_progress:
            self.stdout.write("")
        if verbosity:
            self.stdout.write(f"{total} documents can be found.")
        if total < expected:
            self.stderr.write(f"{expected - total} could not be described; see above, or run check_search.")

    @staticmethod
    def _is_usable(index) -> bool:
        try:
            index.keys()
        except ServerAway:
            tasks.catch_up_later()
        except (Busy, Unavailable, OSError):
            return False
        return True

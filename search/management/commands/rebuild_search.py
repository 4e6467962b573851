from django.core.management.base import BaseCommand, CommandError

from search import indexing, meaning, sources, tasks
from search.engines.base import Busy, Unavailable


class Command(BaseCommand):
    help = "Build a new search index and swap it in when complete; search answers throughout"

    def handle(self, *, verbosity: int, **options):
        expected = sources.count()
        shows_progress = verbosity > 0 and self.stdout.isatty()

        def progress(done: int) -> None:
            if shows_progress:
                self.stdout.write(f"\r{done} of {expected}", ending="")
                self.stdout.flush()

        try:
            total = indexing.rebuild(progress)
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

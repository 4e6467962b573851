from django_tasks_db.management.commands.db_worker import Command as Worker

from home.upkeep import Upkeep, round_of_upkeep


class Command(Worker):
    """django-tasks' worker, with our upkeep beside it."""

    help = "Run the background worker: queued tasks, and upkeep once a minute"

    def handle(self, *, batch: bool, **options):
        if batch:
            round_of_upkeep()
        else:
            Upkeep().start()
        super().handle(batch=batch, **options)

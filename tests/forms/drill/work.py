"""A child process that is the background worker for one round, as after a restart."""


def main():
    from django_tasks_db.management.commands.db_worker import Worker

    from forms.tasks import sweep

    sweep()
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="drill",
        excluded_queue_names=[],
    ).run()

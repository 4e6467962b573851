"""Background tasks of this app, and what the worker does by itself every minute."""

from django.utils import timezone
from django_tasks import task

from forms import limits, notifications, reminders, retention
from forms.models import Mail
from forms.staff import throttling
from forms.uploads import sweeping as uploads

AHEAD = 50
"""A mail goes before whatever else is queued, such as an index after much was published."""


@task(priority=AHEAD)
def deliver_mail(mail_id: str) -> None:
    """Deliver a mail; if it doesn't leave, come back when its next try is due."""
    mail = notifications.deliver(mail_id)
    if mail and not mail.sent_at and not mail.given_up_at:
        deliver_mail.using(run_after=mail.next_try_at).enqueue(mail_id)


def send_due_mails() -> int:
    """
    Deliver all mails that are due, whose task was lost with its worker; how many have left.

    Ends at the first that finds no server: the others would only wait for the same time-out.
    """
    sent = 0
    for pk in list(Mail.objects.due(timezone.now()).order_by("next_try_at").values_list("pk", flat=True)):
        mail = notifications.deliver(pk)
        if mail and mail.sent_at:
            sent += 1
        elif mail and not mail.given_up_at:
            break
    return sent


def sweep() -> None:
    """What the worker calls at its start and each minute. Repeating it is harmless."""
    now = timezone.now()
    retention.purge_drafts(now)
    retention.purge_daily(now)
    limits.sweep(now)
    throttling.forget_attempts(now)
    reminders.owe_daily(now)
    send_due_mails()
    retention.forget_recipients()
    uploads.sweep(now)

"""
Mails to applicants and staff: owed as rows, delivered by the worker, repeated until they leave.

A mail carries the reference, dates and addresses of this site, nothing else: no name, no answer,
not even the form's title, which alone may tell of trouble. Who delivers claims the row first, by moving
its next try ahead; so two workers never send the same mail at once, and the mail of a worker that
died is tried again. A repeat has the same Message-ID, by which mailboxes know it.
"""

import logging
import smtplib
from datetime import timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from forms import addresses, digests, failpoints, invitations
from forms.crypto import CannotOpen
from forms.definition import Definition
from forms.models import Application, Draft, Mail

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)
"""How long a claimed mail rests: longer than any delivery takes, after that its worker is dead."""

DIGEST = "digest"

FIRST_PAUSE, LONGEST_PAUSE, PATIENCE = timedelta(minutes=1), timedelta(hours=6), timedelta(days=3)


def owe_mail(application: Application, template: str, address: str) -> Mail:
    """
    Owe the applicant a mail, in the transaction of what it tells of; the caller queues its delivery.

    `template` is "received", "withdrawn", or "news" for whatever is new on the page of its progress.
    """
    mail = _owed(template, application.language)
    mail.application = application
    mail.recipient = address
    mail.save(force_insert=True)
    return mail


def owe_link(draft: Draft, token: str, address: str) -> Mail:
    """Owe somebody the link that ends in `token` and leads back to their draft."""
    mail = _owed("continue", draft.language)
    mail.draft = draft
    mail.recipient = address
    mail.link_token = token
    mail.save(force_insert=True)
    return mail


def owe_digest(user: Any) -> Mail:
    """Owe one of the staff a mail about what waits for them on the day it leaves."""
    return _owed_to_staff(user, DIGEST)


def owe_notice(user: Any, template: str) -> Mail:
    """Owe one of the staff word of a change of how they sign in; `template` says which."""
    return _owed_to_staff(user, template)


def _owed_to_staff(user: Any, template: str) -> Mail:
    """In the language that they read the admin in."""
    mail = _owed(template, UserProfile.get_for_user(user).get_preferred_language())
    mail.user = user
    mail.recipient = user.email
    mail.save(force_insert=True)
    return mail


def address_of(application: Application) -> str:
    """Where to write to the applicant; "" if they gave no address, or it can't be opened."""
    try:
        return Definition.from_version(application.version).email_of(application.answers)
    except CannotOpen:
        logger.error("Application %s can't be opened; its sender is told nothing.", application.pk)
        return ""


def readdress(application: Application) -> None:
    """Send what hasn't left yet to where the applicant is reached now; nowhere, if that is nowhere."""
    address = address_of(application)
    for mail in Mail.objects.waiting().filter(application=application):
        if address:
            mail.recipient = address
            _write(mail, "sealed_recipient")
        else:
            mail.delete()


def stop(application: Application) -> None:
    """Send nothing more about an application of what hasn't left yet."""
    Mail.objects.waiting().filter(application=application).delete()


def begin_anew(mail: Mail) -> bool:
    """
    Make a mail that failed or came back due at once, as if it had never been tried.

    Its address is read again where it was given: it was forgotten when the mail left, and may have been
    corrected. False, and nothing is changed, where there is none, or where nothing went wrong with the mail.
    """
    if not (mail.bounced_at or (mail.last_error and mail.sent_at is None)):
        return False
    address = address_of(mail.application) if mail.application else mail.user.email if mail.user else ""
    if address:
        mail.recipient = address
    elif not mail.sealed_recipient:
        return False
    mail.next_try_at = timezone.now()
    if not mail.user_id or mail.template == DIGEST:  # others name the time at which something changed
        mail.owed_at = mail.next_try_at
    mail.tries, mail.last_error = 0, ""
    mail.sent_at = mail.given_up_at = mail.bounced_at = None
    mail.save()
    return True


def _owed(template: str, language: str) -> Mail:
    now = timezone.now()
    return Mail(template=template, language=language, owed_at=now, next_try_at=now)


def deliver(mail_id: Any) -> Mail | None:
    """Try to deliver a mail that is due. The row as it then is; None if it wasn't due."""
    now = timezone.now()
    claimed = Mail.objects.due(now).filter(pk=mail_id).update(next_try_at=now + CLAIM, tries=F("tries") + 1)
    if not claimed:
        return None
    mail = Mail.objects.select_related("application__unit", "draft", "user").filter(pk=mail_id).first()
    if mail is None:  # went with its draft just now
        return None
    try:
        message(mail).send()
    except (OSError, smtplib.SMTPException, ValueError, CannotOpen) as error:
        note_failure(mail, error)
        return mail
    failpoints.pass_by("after_smtp")
    mail.sent_at, mail.last_error = timezone.now(), ""
    _write(mail, "sent_at", "last_error")
    return mail


def note_failure(mail: Mail, error: Exception) -> None:
    """Plan the next try, or give up: at once where the address is refused for good."""
    now = timezone.now()
    mail.last_error = type(error).__name__
    if is_final(error) or now >= mail.owed_at + PATIENCE:
        mail.given_up_at = now
    else:
        mail.next_try_at = now + pause(mail.tries)
    _write(mail, "last_error", "given_up_at", "next_try_at")


def _write(mail: Mail, *fields: str) -> None:
    """Write these fields; nothing where the mail was deleted meanwhile, with its draft."""
    Mail.objects.filter(pk=mail.pk).update(**{name: getattr(mail, name) for name in fields})


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 4, 16 minutes… at most six hours."""
    return min(FIRST_PAUSE * 4 ** min(tries - 1, 10), LONGEST_PAUSE)


def is_final(error: Exception) -> bool:
    """Whether trying again is useless: no such address, or none at all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ValueError)


def message(mail: Mail) -> EmailMessage:
    """The mail as it leaves."""
    with translation.override(mail.language):
        return EmailMessage(
            subject=subject_of(mail),
            body=render_to_string(f"forms/mail/{mail.template}.txt", _particulars(mail)),
            to=[mail.recipient],
            attachments=invitations.attached(mail),
            headers={
                "Message-ID": f"<{mail.pk}@{urlsplit(settings.BASE_URL).hostname}>",
                "Date": format_datetime(mail.owed_at),
                "Auto-Submitted": "auto-generated",
            },
        )


def subject_of(mail: Mail) -> str:
    if mail.user_id:
        return _("What waits for you") if mail.template == DIGEST else _("How you sign in has changed")
    return _("Go on where you stopped") if mail.draft_id else _("News about your application")


def _particulars(mail: Mail) -> dict[str, Any]:
    """Everything a mail may know."""
    usual = {"site_url": addresses.whole(addresses.site()), "site_name": settings.WAGTAIL_SITE_NAME}
    if mail.draft:
        link = addresses.way_back(mail.draft.form, mail.language, mail.link_token)
        return usual | {"link": addresses.whole(link), "works_until": mail.draft.expires_at}
    if mail.user:
        usual |= {"account_url": addresses.whole(reverse("wagtailadmin_account"))}
        if mail.template == DIGEST:
            return usual | {"lines": digests.lines(mail.user, timezone.localdate())}
        return usual | {"changed_at": mail.owed_at}
    application = mail.application
    if application is None:  # the database refuses a mail about none of them
        raise ValueError("A mail about nothing.")
    return usual | {
        "reference": application.reference,
        "sent_at": application.sent_at,
        "progress_url": addresses.whole(addresses.progress(application.form, mail.language)),
        "unit": application.unit.slug,
    }

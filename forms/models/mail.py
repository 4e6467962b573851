import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.crypto import Sealed


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, moment):
        return self.waiting().filter(next_try_at__lte=moment)


class Mail(models.Model):
    """
    A mail owed to an applicant, or to a member of staff (`user`): a row in the same transaction as
    the change it tells of.

    `recipient` is the address, sealed. What the mail says comes from `template` and the
    application's reference, or the link to the draft, so nothing personal can slip into it.
    `link_token`, sealed, is what the link back to a draft ends in.
    """

    recipient = Sealed()
    link_token = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("Application", on_delete=models.CASCADE, null=True, related_name="mails")
    draft = models.ForeignKey("Draft", on_delete=models.CASCADE, null=True, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    appointment = models.ForeignKey(
        "Appointment",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("Of which the mail brings the invitation."),
    )
    template = models.CharField(max_length=50)
    language = models.CharField(max_length=10)
    owed_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(
        max_length=100, blank=True, help_text=_("The error's kind, never its text.")
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When a mail server sent word that it can't be delivered.")
    )
    sealed_recipient = models.BinaryField()
    sealed_link_token = models.BinaryField(default=bytes)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application=None, draft__isnull=False, user=None)
                | models.Q(application__isnull=False, draft=None, user=None)
                | models.Q(application=None, draft=None, user__isnull=False),
                name="mail_about_an_application_a_draft_or_to_staff",
            )
        ]

    def __str__(self):
        return f"{self.template} {self.pk}"

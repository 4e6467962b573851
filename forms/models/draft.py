import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.crypto import Sealed
from forms.enums import Channel


class DraftQuerySet(models.QuerySet):
    def current(self, moment):
        """Drafts still kept at `moment`."""
        return self.filter(expires_at__gt=moment)

    def expired(self, moment):
        return self.filter(expires_at__lte=moment)


class Draft(models.Model):
    """
    What an applicant has typed and not sent, or staff for an applicant (`entered_by`).

    `answers` is `{step key: {field name as posted: [values]}}`, raw, so that it is validated
    anew against today's form. The session knows only the row's id.

    A draft that was put by for later has keyed hashes of the link's token and of the printed
    code that lead back to it; using one takes both away. `link_hash` is then, for a minute, what lets
    a second click of the same browser through (`forms.actions.applying.return_with`).
    """

    answers = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.UUIDField(_("form"), help_text=_("The form page's translation key."))
    language = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    link_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 – unique
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 – unique
    sealed_answers = models.BinaryField(default=bytes)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = ()

    def __str__(self):
        return str(self.pk)

    @property
    def is_put_by(self):
        """Whether it waits for somebody to come back: until then no browser holds it."""
        return self.code_hash is not None

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms.crypto import Sealed, blind_index
from forms.enums import DECIDED, OPEN, Channel, EventKind, State


class FormVersion(models.Model):
    """A form's definition as it stood: kept once per content, so applications stay readable."""

    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the content, hex."))
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        default_permissions = ()

    def __str__(self):
        return self.digest[:12]


class ApplicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def unassigned(self):
        return self.filter(assignee=None)

    def assigned_to(self, user):
        return self.filter(assignee=user)

    def unread(self):
        return self.filter(first_read_at=None)

    def with_reference(self, reference):
        """Applications whose reference is `reference`, in its normal form (`forms.reference`)."""
        return self.filter(reference_hash=blind_index("reference", reference))


class Application(models.Model):
    """
    An application somebody sent.

    In clear stand only what the queue needs: form, unit, state, times, assignee. `content` is
    `{"reference": str, "answers": {question key: cleaned answer}}`, sealed.
    """

    content = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft_id = models.UUIDField(unique=True, editable=False)
    form = models.UUIDField(_("form"), help_text=_("The form page's translation key."))
    form_title = models.CharField(_("form"), max_length=255, help_text=_("In Greek, as it was when sent."))
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    greek_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    unit = models.ForeignKey(
        "Unit", on_delete=models.PROTECT, related_name="applications", verbose_name=_("unit")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.ONLINE)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RECEIVED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_applications",
        verbose_name=_("assigned to"),
    )
    sent_at = models.DateTimeField(_("received"))
    changed_at = models.DateTimeField(_("changed"))
    first_read_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the applicant last sent papers that nobody has looked at.")
    )
    sender_looked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the applicant last saw how it stands.")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    keep_until = models.DateField(
        null=True, blank=True, db_index=True, help_text=_("Last day before it is deleted or anonymised.")
    )
    anonymised_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.ForeignKey(
        "ClosingReason", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_since = models.DateTimeField(
        null=True, blank=True, help_text=_("When it came into its state; empty: when it was sent.")
    )
    due_on = models.DateField(
        _("due"), null=True, blank=True, help_text=_("Last working day for the next step.")
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Only people named for it may see it.")
    )
    held_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Since when retention leaves it alone; empty: it doesn't.")
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lock_version = models.PositiveIntegerField(default=0, help_text=_("Grows with each change."))
    reference_hash = models.CharField(max_length=64, unique=True)
    sealed_content = models.BinaryField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        default_permissions = ("view", "change")
        permissions = [("assign_application", _("Can assign applications to others")),
                       ("decide_application", _("Can decide applications")),
                       ("enter_application", _("Can key in applications for others")),
                       ("export_application", _("Can export applications")),
                       ("restrict_application", _("Can name who sees sensitive applications")),
                       ("erase_application", _("Can erase applications on request")),
                       ("audit_application", _("Can read the trail")),
                       ("count_application", _("Can see the numbers"))]  # fmt: skip
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="application_by_time"),
            models.Index(fields=["unit", "-sent_at", "-id"], name="application_by_unit"),
            models.Index(fields=["state", "-sent_at", "-id"], name="application_by_state"),
            models.Index(fields=["form", "-sent_at", "-id"], name="application_by_form"),
            models.Index(fields=["form_title", "-sent_at", "-id"], name="application_by_title"),
            models.Index(fields=["due_on", "sent_at", "id"], name="application_by_due"),
            # Nothing but these is read to count what lies in each queue of the inbox.
            models.Index(
                fields=[
                    "unit",
                    "form",
                    "assignee",
                    "state",
                    "is_sensitive",
                    "due_on",
                    "first_read_at",
                    "answered_at",
                    "id",
                ],
                name="application_counted",
            ),
            models.Index(fields=["unit"], condition=Q(first_read_at=None), name="application_unread"),
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN), name="application_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, decided_at=None, decided_by=None)
                | Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | Q(state=State.WITHDRAWN, decided_at__isnull=False, decided_by=None),
                name="application_decided_at_and_by_together",
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def reference(self):
        return self.content["reference"]

    @property
    def answers(self):
        return self.content["answers"]


class Event(models.Model):
    """One thing that happened to an application. `text` is the note or reason, sealed."""

    text = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=State, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sealed_text = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

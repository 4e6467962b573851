import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from forms.crypto import Sealed
from forms.enums import DECIDED, State

PROSE = ["h3", "bold", "italic", "ol", "ul"]


class DocumentTemplate(models.Model):
    """
    What a decision says on paper. `body` has places to fill in, such as `{name}`, which
    `forms.documents.places` lists.
    """

    name = models.CharField(_("name"), max_length=150, help_text=_("For staff, to choose it by."))
    form = models.UUIDField(_("form"), db_index=True, help_text=_("The form page's translation key."))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    outcome = models.CharField(
        _("decision"),
        max_length=20,
        blank=True,
        choices=[(state.value, state.label) for state in DECIDED],
        help_text=_("Offered only after this decision; empty: at any time."),
    )
    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), features=PROSE)
    validity_months = models.PositiveSmallIntegerField(
        _("months valid"), null=True, blank=True, help_text=_("Empty: it does not expire.")
    )
    signer_name = models.CharField(_("signed by"), max_length=150, blank=True)
    signer_title = models.CharField(_("office of the signer"), max_length=150, blank=True)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("document template")
        verbose_name_plural = _("document templates")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def for_state(self):
        return State(self.outcome) if self.outcome else None


class IssuedDocument(models.Model):
    """
    A document that left the office, as it left. `content`, sealed, is what it says; the PDF is kept
    sealed too. When its application goes, both are emptied, and what stays only serves to tell the
    holder of the code whether the document is genuine.
    """

    content = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "Application", on_delete=models.SET_NULL, null=True, related_name="issued_documents"
    )
    template = models.ForeignKey(DocumentTemplate, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    protocol_number = models.CharField(_("protocol number"), max_length=60)
    issued_on = models.DateField(_("date"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    verification_hash = models.CharField(max_length=64, unique=True)
    sealed_content = models.BinaryField(default=bytes)
    sealed_pdf = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        default_permissions = ()
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.protocol_number

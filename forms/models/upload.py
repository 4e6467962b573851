import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms.crypto import Sealed
from forms.enums import UploadState


class Upload(models.Model):
    """
    A file an applicant gave: the row; the sealed bytes lie in UPLOADS_DIR under `stored_as`.

    It belongs to a draft until that is sent, then to the application. `details`, sealed, is
    `{"name": str, "media_type": str, "size": int, "sha256": str}`: the cleaned name it had, what
    its content is, and bytes before sealing.
    """

    details = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("Draft", on_delete=models.CASCADE, null=True, related_name="uploads")
    application = models.ForeignKey(
        "Application", on_delete=models.CASCADE, null=True, related_name="uploads"
    )
    question = models.CharField(
        max_length=60, help_text=_("Key of the question it answers; empty for papers sent later.")
    )
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.CLEAN)
    stored_as = models.CharField(max_length=64, unique=True, help_text=_("Random name of the file."))
    arrived_at = models.DateTimeField()
    sealed_details = models.BinaryField()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        default_permissions = ()
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, application__isnull=False) | Q(draft__isnull=False, application=None),
                name="upload_of_a_draft_or_an_application",
            )
        ]

    def __str__(self):
        return str(self.pk)

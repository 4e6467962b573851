"""
The form field of an upload question.

No FileField: the files are taken in as they arrive (`forms.apply.files`) and kept with the draft,
so the answer is what the draft holds, whatever a request claims.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms.definition import Question
from forms.uploads import words

ACCEPT = {
    "images": "image/*,.heic,.heif",
    "pdf": "application/pdf,.pdf",
    "any": "image/*,application/pdf,.heic,.heif,.pdf",
}
"""What a browser offers to choose; a phone offers its camera for pictures."""


class UploadInput(forms.Widget):
    """Chooses files, an Upload button for those without JavaScript, and what there is already."""

    template_name = "forms/uploads/field.html"
    needs_multipart_form = True

    def __init__(self, question: Question, uploads: list[dict[str, Any]], attrs: Any = None):
        super().__init__(attrs)
        self.question, self.uploads = question, uploads

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        limits_id = f"{own.get('id', name)}_limits"
        own["aria-describedby"] = " ".join(filter(None, [limits_id, own.get("aria-describedby")]))
        return context | {
            "files": [file | {"readable_size": words.readable_size(file["size"])} for file in self.uploads],
            "limits_id": limits_id,
            "limits": words.what_is_taken(self.question),
            "accept": ACCEPT[self.question.file_kinds],
            "is_multiple": self.question.most > 1,
            "most_bytes": settings.UPLOAD_MAX_BYTES,
            "too_large": words.explain(words.noted("too_large", "{name}")),
        }

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: what was uploaded before counts, and no browser knows of it."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """Nothing of a request counts."""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class UploadField(forms.Field):
    """
    `uploads` are the files the draft holds for the question, each `{"id", "name", "size", "state"}`;
    `refused` the notes of those it wouldn't take. Cleans to the uploads' id, name and size.
    """

    def __init__(
        self, question: Question, uploads: list[dict[str, Any]] = (), refused: list[str] = (), **kwargs: Any
    ):
        self.question, self.uploads, self.refused = question, list(uploads), list(refused)
        super().__init__(
            **{
                "label": question.label,
                "help_text": question.help,
                "required": question.required,
                "widget": UploadInput(question, self.uploads),
            }
            | kwargs
        )

    def clean(self, value: Any) -> list[dict[str, Any]]:
        if reasons := list(filter(None, map(words.explain, self.refused))):
            raise ValidationError([ValidationError(reason, code="refused") for reason in reasons])
        count = len(self.uploads)
        if not count and self.required:
            raise ValidationError(_("Add a photo or a file."), code="required")
        if count > self.question.most:
            text = ngettext(
                "Keep %(most)d file and remove the others.",
                "Keep %(most)d files and remove the others.",
                self.question.most,
            )
            raise ValidationError(text, code="too_many", params={"most": self.question.most})
        return [{key: file[key] for key in ("id", "name", "size")} for file in self.uploads]

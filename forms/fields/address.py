"""Postal addresses in Greece."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forms.fields.boxes import BoxesWidget
from forms.fields.text import LINE, visible

PARTS = ("street", "postcode", "town")
"""Of an address, as an answer holds them."""


class AddressBoxes(BoxesWidget):
    def __init__(self):
        super().__init__(
            {
                "street": forms.TextInput(attrs={"maxlength": LINE}),
                "postcode": forms.TextInput(
                    attrs={"inputmode": "numeric", "data-size": "tiny", "maxlength": 20}
                ),
                "town": forms.TextInput(attrs={"maxlength": LINE, "data-size": "medium"}),
            },
            {
                "street": _("Street and number, if there is one"),
                "postcode": _("Postcode"),
                "town": _("Town or settlement"),
            },
        )


class AddressField(forms.MultiValueField):
    """
    Street and number, postcode, town or settlement.

    A village may have no streets, so when the street is left out the settlement is enough.
    """

    def __init__(self, **kwargs):
        plain = [forms.CharField(required=False, max_length=LINE) for _part in PARTS]
        messages = {"required": _("Write the address.")}
        super().__init__(
            plain, require_all_fields=False, error_messages=messages, widget=AddressBoxes(), **kwargs
        )

    def clean(self, value):
        typed = [visible(str(part or "")).strip() for part in [*(value or []), "", "", ""][:3]]
        address = dict(zip(PARTS, typed, strict=True))
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return {}
        found = []
        if any(len(part) > LINE for part in typed):
            message = _("This is too long: each part may have %(most)d characters.")
            found.append(ValidationError(message, code="max_length", params={"most": LINE}))
        address["postcode"] = re.sub(r"[\s\u00a0-]", "", address["postcode"])
        if not re.fullmatch("[0-9]{5}", address["postcode"]):
            found.append(
                ValidationError(_("Write the postcode with its 5 digits, such as 61100."), code="postcode")
            )
        if not address["town"]:
            found.append(ValidationError(_("Write the town or the settlement."), code="town"))
        if found:
            raise ValidationError(found)
        return address

    def has_changed(self, initial, data):
        return initial != data

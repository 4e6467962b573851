"""How to reach somebody: phone and e-mail."""

import re

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forms.fields.text import CleanCharField, visible


class GreekPhoneField(CleanCharField):
    """A Greek number, or a foreign one with its country code; kept as +302341…"""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, error_messages={"required": _("Write a phone number.")}, **kwargs)
        self.widget.input_type = "tel"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        wrong = ValidationError(
            _("Write a phone number with all its 10 digits; a foreign one with + and its country code."),
            code="invalid",
        )
        if not re.fullmatch(r"[0-9+()./\s\u00a0-]+", text):
            raise wrong
        try:
            number = phonenumbers.parse(text, "GR")
        except phonenumbers.NumberParseException:
            raise wrong from None
        if not phonenumbers.is_valid_number(number):
            raise wrong
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class OneEmailField(forms.EmailField):
    """One address, in small letters as far as they don't matter."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=254,
            error_messages={
                "required": _("Write an e-mail address."),
                "invalid": _("Write one e-mail address in the form name@example.gr."),
                "max_length": _("Write one e-mail address in the form name@example.gr."),
            },
            **kwargs,
        )

    def to_python(self, value):
        return super().to_python(visible(str(value)) if value else value)

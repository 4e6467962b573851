"""
Telephone numbers: what is accepted, how they are kept, shown and dialled.

Kept are the digits as one dials them in Greece: `2341352281`, `112`. Everything that shows or
links a number asks here.
"""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SHORT_CODE = re.compile(r"1\d{2,5}")
"""112, 197, 1107, 15900, 116111: dialled as they are, from any phone in the country."""

REGION = "GR"


def normalise(text: str) -> str:
    """The digits to dial, from any usual way of writing a Greek number; ValidationError if it is none."""
    compact = re.sub(r"[\s.\-/()]", "", text)
    if SHORT_CODE.fullmatch(compact):
        return compact
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not _is_ours(number):
        raise ValidationError(
            _("Give a Greek phone number of ten digits, such as 2341 352281, or a short one, such as 112."),
            code="invalid_phone",
        )
    return phonenumbers.national_significant_number(number)


def grouped(digits: str) -> str:
    """As people read it out: «2341 352281». Short codes stay in one piece."""
    if SHORT_CODE.fullmatch(digits):
        return digits
    number = _parsed(digits)
    if number is None:
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def tel(digits: str) -> str:
    """The address of a `tel:` link: international for ordinary numbers, short codes as they are."""
    if SHORT_CODE.fullmatch(digits) or _parsed(digits) is None:
        return f"tel:{digits}"
    return f"tel:+30{digits}"


def _is_ours(number):
    """An ordinary Greek number, without an extension that a `tel:` link would lose."""
    return number.country_code == 30 and not number.extension and phonenumbers.is_valid_number(number)


def _parsed(digits):
    try:
        return phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return None


class PhoneField(models.CharField):
    """Keeps the normal form of a number, however it was typed or loaded."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return normalise(value) if value else value

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        if value:
            value = normalise(value)
            setattr(model_instance, self.attname, value)
        return value

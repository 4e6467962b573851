"""Numbers with check digits that stand for a person or an account."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.gr import amka, vat

from forms.fields.text import CleanCharField


class CheckedNumberField(CleanCharField):
    """Digits of which the last tells whether the others are right. Spaces and hyphens may stand between."""

    module = amka
    length = 11
    required_message = _("Write your AMKA.")
    letters_message = _("An AMKA has digits only, 11 of them.")
    length_message = _("An AMKA has 11 digits; you wrote %(count)d. Compare it with your papers.")
    wrong_message = _("This is no AMKA: one of the digits must be wrong. Compare it digit by digit.")

    def __init__(self, **kwargs):
        super().__init__(max_length=30, error_messages={"required": self.required_message}, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "data-size": "short", "spellcheck": "false"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        digits = self.bare(text)
        if not re.fullmatch("[0-9]*", digits):
            raise ValidationError(self.letters_message, code="invalid")
        if len(digits) != self.length:
            raise ValidationError(self.length_message, code="invalid", params={"count": len(digits)})
        if not self.module.is_valid(digits):
            raise ValidationError(self.wrong_message, code="invalid")
        return digits

    def bare(self, text):
        return re.sub(r"[\s\u00a0-]", "", text)


class AmkaField(CheckedNumberField):
    """An AMKA: eleven digits, a date first, a check digit last."""


class AfmField(CheckedNumberField):
    """A Greek tax number: nine digits, a check digit last; the EL of its European form may stand before."""

    module = vat
    length = 9
    required_message = _("Write the AFM.")
    letters_message = _("An AFM has digits only, 9 of them.")
    length_message = _("An AFM has 9 digits; you wrote %(count)d. Compare it with a paper of the tax office.")
    wrong_message = _("This is no AFM: one of the digits must be wrong. Compare it digit by digit.")

    def bare(self, text):
        return re.sub(r"^(EL|GR|ΕΛ)", "", super().bare(text), flags=re.IGNORECASE)


def fits_birth_date(number: str, born: datetime.date) -> bool:
    """Whether an AMKA begins with the day, month and year of birth."""
    return number[:6] == f"{born:%d%m%y}"


LOOKALIKES = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
"""Greek capitals that look like Latin ones: whoever types «GR» on a Greek keyboard may leave one."""


class IbanField(CleanCharField):
    """An account number of any country that has IBANs; kept in capitals without spaces."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, error_messages={"required": _("Write the IBAN.")}, **kwargs)
        self.widget.attrs |= {"data-size": "medium", "spellcheck": "false", "autocapitalize": "characters"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        number = re.sub(r"[\s\u00a0.-]", "", text).upper().removeprefix("IBAN").lstrip(":")
        number = number.translate(LOOKALIKES)
        if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]*", number):
            message = _("An IBAN begins with two letters and two digits, a Greek one with GR.")
            raise ValidationError(message, code="invalid")
        if number.startswith("GR") and len(number) != 27:
            raise ValidationError(
                _("A Greek IBAN has 27 characters with its GR; you wrote %(count)d."),
                code="invalid",
                params={"count": len(number)},
            )
        if not iban.is_valid(number):
            message = _(
                "This is no IBAN: one of the characters must be wrong. "
                "Compare it with your bank book or a statement."
            )
            raise ValidationError(message, code="invalid")
        return number

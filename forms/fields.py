"""
Form fields for what applicants type: one normal form each, and errors that say the cure.

Whatever a person pastes, what is kept is composed (NFC), of bounded length, and free of
characters that can't be seen: they would make equal words differ and turn text around on
somebody else's screen.
"""

import datetime
import re
import unicodedata

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from stdnum.gr import amka

LINE, TEXT = 200, 5000
"""Greatest lengths of a short and of a long answer, in characters."""

INVISIBLE = re.compile(
    "["
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # controls, but not tab and newline
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, marks and overrides of direction
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff"
    "\ud800-\udfff"
    "]"
)


def visible(text: str, *, keeps_lines: bool = False) -> str:
    """`text` composed, without characters that can't be seen; in one line unless `keeps_lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\u0085]", "\n", text)
    text = INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if keeps_lines:
        return text.replace("\t", " ")
    return re.sub(r"[\t\n]+", " ", text)


class CleanCharField(forms.CharField):
    """Text without unseen characters, never without a greatest length."""

    keeps_lines = False

    def __init__(self, *, max_length=LINE, error_messages=None, **kwargs):
        messages = {
            "required": _("Answer this question."),
            "max_length": _("This is too long: %(show_value)d characters; at most %(limit_value)d fit."),
        }
        super().__init__(max_length=max_length, error_messages=messages | (error_messages or {}), **kwargs)

    def to_python(self, value):
        if value not in self.empty_values:
            value = visible(str(value), keeps_lines=self.keeps_lines)
        return super().to_python(value)


class LongTextField(CleanCharField):
    widget = forms.Textarea
    keeps_lines = True

    def __init__(self, *, max_length=TEXT, **kwargs):
        super().__init__(max_length=max_length, **kwargs)


class AmkaField(CleanCharField):
    """An AMKA: eleven digits, a date first, a check digit last. Spaces may stand between."""

    def __init__(self, **kwargs):
        super().__init__(max_length=30, error_messages={"required": _("Write your AMKA.")}, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "data-size": "short"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        digits = re.sub(r"[\s\u00a0-]", "", text)
        if not re.fullmatch("[0-9]*", digits):
            raise ValidationError(_("An AMKA has digits only, 11 of them."), code="invalid")
        if len(digits) != 11:
            raise ValidationError(
                _("An AMKA has 11 digits; you wrote %(count)d. Compare it with your papers."),
                code="invalid",
                params={"count": len(digits)},
            )
        if not amka.is_valid(digits):
            raise ValidationError(
                _("This is no AMKA: one of the digits must be wrong. Compare it digit by digit."),
                code="invalid",
            )
        return digits


def fits_birth_date(number: str, born: datetime.date) -> bool:
    """Whether an AMKA begins with the day, month and year of birth."""
    return number[:6] == f"{born:%d%m%y}"


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


class DayFirstDateField(forms.DateField):
    """A date as people write it here, in any language of the site: 27/3/1950."""

    FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"]

    def __init__(self, *, earliest=None, latest_is_today=False, **kwargs):
        self.earliest, self.latest_is_today = earliest, latest_is_today
        super().__init__(
            input_formats=self.FORMATS,
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"data-size": "short", "maxlength": 20}),
            error_messages={
                "required": _("Write a date."),
                "invalid": _("Write day, month and year, with four digits for the year, such as 27/3/1950."),
            },
            **kwargs,
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = visible(value)
            if not re.fullmatch(r"\s*[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{4}\s*|\s*", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value.year < 1000 or (self.earliest and value < self.earliest):
            shown = date_format(self.earliest or datetime.date(1000, 1, 1), "j/n/Y")
            message = _("The date can't be before %(date)s.")
            raise ValidationError(message, code="early", params={"date": shown})
        if self.latest_is_today and value > timezone.localdate():
            raise ValidationError(_("The date can't lie in the future."), code="late")

"""Numbers and amounts of money, as Greeks write them and as others do."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from forms.fields.text import CleanCharField

GROUPED = re.compile(r"[0-9]{1,3}([.,' ])[0-9]{3}(?:\1[0-9]{3})*")
"""A whole number with a mark between thousands, the same one throughout."""


class NumberField(CleanCharField):
    """
    A number, kept as text with a point and `decimals` digits after it.

    Read alike in every language, for a draft may be opened in another: a comma begins the
    decimals; a point does too, unless three digits follow it, as in 1.250. A comma before
    three digits could be either, so that is asked about instead of guessed.
    """

    required_message = _("Write a number.")

    def __init__(self, *, minimum="", maximum="", decimals=0, **kwargs):
        self.minimum, self.maximum = (Decimal(bound) if bound else None for bound in (minimum, maximum))
        self.decimals = decimals
        super().__init__(max_length=60, error_messages={"required": self.required_message}, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal" if decimals else "numeric", "data-size": "short"}
        if self.minimum is None or self.minimum < 0:
            self.widget.attrs["inputmode"] = "text"  # keypads of phones lack the minus

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        number = self.read(self.bare(text))
        if self.minimum is not None and number < self.minimum:
            message = _("The least that fits here is %(bound)s.")
            raise ValidationError(message, code="small", params={"bound": self.shown(self.minimum)})
        if self.maximum is not None and number > self.maximum:
            message = _("The most that fits here is %(bound)s.")
            raise ValidationError(message, code="great", params={"bound": self.shown(self.maximum)})
        return f"{number:.{self.decimals}f}"

    def bare(self, text):
        """`text` with plain spaces and a plain minus, and no unit."""
        return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip().replace("\u2212", "-")

    def read(self, text):
        sign = "-" if text.startswith("-") else ""
        whole, after = self.divided(re.sub("^[+-] ?", "", text))
        if GROUPED.fullmatch(whole):
            whole = re.sub("[^0-9]", "", whole)
        if not re.fullmatch("[0-9]{1,12}", whole) or not re.fullmatch("[0-9]{0,12}", after):
            message = _("Write a number in digits, for example %(example)s.")
            raise ValidationError(message, code="invalid", params={"example": self.example})
        if len(after.rstrip("0")) > self.decimals:
            message = ngettext_lazy(
                "Write at most %(count)d digit after the comma.",
                "Write at most %(count)d digits after the comma.",
                "count",
            )
            whole_only = _("Write a whole number, without decimals.")
            raise ValidationError(
                message if self.decimals else whole_only, code="precise", params={"count": self.decimals}
            )
        return Decimal(f"{sign}{whole}.{after or 0}") + 0  # -0 is 0

    def divided(self, text):
        """What stands before the decimals, and they."""
        marks = [character for character in text if character in ".,"]
        if not marks or (len(marks) > 1 and len(set(marks)) == 1):
            return text, ""
        before, after = text.rsplit(marks[-1], 1)
        if len(marks) == 1 and re.fullmatch("[1-9][0-9]{0,2}", before) and re.fullmatch("[0-9]{3}", after):
            if marks == ["."]:
                return text, ""
            raise ValidationError(
                _("We can't tell whether the comma begins decimals. Write %(thousands)s or %(decimals)s."),
                code="ambiguous",
                params={"thousands": before + after, "decimals": f"{before},{after[:2]}"},
            )
        return before or "0", after

    def shown(self, number):
        return number_format(number, self.decimals, force_grouping=True)

    @property
    def example(self):
        """A number that would be taken."""
        bound = self.minimum if self.minimum is not None and self.minimum > 0 else self.maximum
        return self.shown(bound if bound is not None else Decimal(5))


class MoneyField(NumberField):
    """An amount of euros; never below nothing, unless so small a least is set."""

    required_message = _("Write an amount in euros.")

    def __init__(self, *, minimum="", **kwargs):
        super().__init__(minimum=minimum or "0", decimals=2, **kwargs)

    def bare(self, text):
        return super().bare(re.sub(r"(?i)€|ευρώ|ευρω|euros?|\beur\b", " ", text))

    @property
    def example(self):
        return self.shown(Decimal(1250) if self.maximum is None or self.maximum > 1250 else self.maximum)

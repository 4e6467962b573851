"""The kinds of question with one answer each."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.naming import (
    HELP_LENGTH,
    LABEL_LENGTH,
    ConditionBlock,
    KeyBlock,
    OptionBlock,
    OptionOfManyBlock,
)
from forms.fields.text import LINE, TEXT

AUTOCOMPLETE = [
    ("off", _("No: about somebody else, or nothing a browser knows")),
    ("name", _("Full name")),
    ("given-name", _("First name")),
    ("family-name", _("Surname")),
    ("street-address", _("Street address")),
    ("postal-code", _("Postcode")),
    ("address-level2", _("Town or settlement")),
    ("tel", _("Phone")),
    ("email", _("E-mail")),
    ("bday", _("Date of birth")),
]
"""Values of HTML's `autocomplete`: what the browser may fill in about the applicant (WCAG 1.3.5)."""


def autocomplete(default="off"):
    return blocks.ChoiceBlock(
        choices=AUTOCOMPLETE,
        default=default,
        label=_("The browser may fill in the applicant's own…"),
    )


def greatest_length(most):
    """At most `most`, the usual bound; None leaves it at that."""
    return blocks.IntegerBlock(
        required=False, min_value=1, max_value=most, label=_("Greatest number of characters")
    )


def layout(*further, common=("label", "help", "required")):
    return blocks.BlockGroup(children=[*common, *further], settings=["shown_if", "key"])


class QuestionBlock(blocks.StructBlock):
    """What all kinds of question have."""

    label = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Question"))
    help = blocks.TextBlock(default="", required=False, max_length=HELP_LENGTH, rows=2, label=_("Help"))
    required = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
    shown_if = ConditionBlock()
    key = KeyBlock()

    def faults(self, value):
        """What is wrong with a value whose parts are right, as messages by part; asked at publishing."""
        return {}

    def clean(self, value):
        cleaned = super().clean(value)
        faults = {} if self.is_deferred_validation else self.faults(cleaned)
        if faults:
            raise blocks.StructBlockValidationError(
                {part: ValidationError(message) for part, message in faults.items()}
            )
        return cleaned

    class Meta:
        label_format = "{label}"


class TextBlock(QuestionBlock):
    greatest_length = greatest_length(LINE)
    autocomplete = autocomplete()

    class Meta:
        label = _("Short text")
        icon = "pilcrow"
        form_layout = layout("greatest_length", "autocomplete")


class LongTextBlock(QuestionBlock):
    greatest_length = greatest_length(TEXT)

    class Meta:
        label = _("Long text")
        icon = "doc-full"
        form_layout = layout("greatest_length")


class OneOfBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=1, label=_("Options"))

    class Meta:
        label = _("One of several")
        icon = "radio-full"
        form_layout = layout("options")


class ManyOfBlock(QuestionBlock):
    options = blocks.ListBlock(OptionOfManyBlock(), min_num=1, label=_("Options"))

    class Meta:
        label = _("Any of several")
        icon = "list-ul"
        form_layout = layout("options")


class YesNoBlock(QuestionBlock):
    class Meta:
        label = _("Yes or no")
        icon = "circle-check"
        form_layout = layout()


class BoundedBlock(QuestionBlock):
    """An answer that may have a least and a greatest value."""

    minimum = blocks.DecimalBlock(required=False, max_digits=12, decimal_places=2, label=_("Least value"))
    maximum = blocks.DecimalBlock(required=False, max_digits=12, decimal_places=2, label=_("Greatest value"))

    def faults(self, value):
        least, greatest = value.get("minimum"), value.get("maximum")
        if least is not None and greatest is not None and least > greatest:
            return {"maximum": _("The greatest value is smaller than the least.")}
        return {}


class NumberBlock(BoundedBlock):
    decimals = blocks.IntegerBlock(default=0, min_value=0, max_value=2, label=_("Digits after the comma"))

    class Meta:
        label = _("Number")
        icon = "decimal"
        form_layout = layout("minimum", "maximum", "decimals")


class MoneyBlock(BoundedBlock):
    class Meta:
        label = _("Amount in euros")
        icon = "tag"
        form_layout = layout("minimum", "maximum")


class DateBlock(QuestionBlock):
    period = blocks.ChoiceBlock(
        choices=[
            ("any", _("Any date")),
            ("past", _("Today or earlier")),
            ("future", _("Today or later")),
            ("birth", _("A date of birth, from 1900 to today")),
            ("not_before", _("Not before a certain date")),
        ],
        default="any",
        label=_("Which dates"),
    )
    earliest = blocks.DateBlock(
        required=False, label=_("Not before"), help_text=_("Only for “not before a certain date”.")
    )
    autocomplete = autocomplete()

    def faults(self, value):
        if value.get("period") == "not_before" and not value.get("earliest"):
            return {"earliest": _("Say before which date an answer can't lie.")}
        return {}

    class Meta:
        label = _("Date")
        icon = "date"
        form_layout = layout("period", "earliest", "autocomplete")


class PhoneBlock(QuestionBlock):
    autocomplete = autocomplete("tel")

    class Meta:
        label = _("Phone")
        icon = "mobile-alt"
        form_layout = layout("autocomplete")


class EmailBlock(QuestionBlock):
    autocomplete = autocomplete("email")

    class Meta:
        label = _("E-mail")
        icon = "mail"
        form_layout = layout("autocomplete")


class AmkaBlock(QuestionBlock):
    is_applicants = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("The applicant's own"),
        help_text=_("Then it must agree with the applicant's date of birth, if the form asks for it."),
    )

    class Meta:
        label = _("AMKA")
        icon = "user"
        form_layout = layout("is_applicants")


class AfmBlock(QuestionBlock):
    class Meta:
        label = _("AFM (tax number)")
        icon = "user"
        form_layout = layout()


class IbanBlock(QuestionBlock):
    class Meta:
        label = _("IBAN")
        icon = "grid"
        form_layout = layout()


class AddressBlock(QuestionBlock):
    is_applicants = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("The applicant's own"),
        help_text=_("Then the browser may fill it in."),
    )

    class Meta:
        label = _("Postal address")
        icon = "home"
        form_layout = layout("is_applicants")


class DeclarationBlock(QuestionBlock):
    class Meta:
        label = _("Declaration")
        icon = "check"
        form_layout = layout()

"""
The form builder: steps, and the questions in them, as staff compose them in the CMS.

Block types of questions are the `kind`s of `forms.definition`. Keys name things for good and
are never translated; `forms.keys` makes them.
"""

from threading import RLock

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LABEL_LENGTH, HELP_LENGTH, KEY_LENGTH = 300, 1000, 50


class Untranslated:
    """Keeps a block's text out of translation (wagtail-localize asks for these two)."""

    def get_translatable_segments(self, value):
        return []

    def restore_translated_segments(self, value, segments):
        return value


class KeyBlock(Untranslated, blocks.RegexBlock):
    """A name that stays: never translated, kept when the words change."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Key"))
        kwargs.setdefault(
            "help_text", _("Latin letters, digits and _. Leave empty: it is made from the words.")
        )
        super().__init__(
            regex=r"^[a-z][a-z0-9_]*\Z",
            required=False,
            max_length=KEY_LENGTH,
            error_messages={"invalid": _("Use small Latin letters, digits and _, a letter first.")},
            **kwargs,
        )


class ConditionBlock(Untranslated, blocks.StructBlock):
    """Asked only if an earlier answer is, is not, or includes a value; empty: always asked."""

    question = KeyBlock(label=_("Key of an earlier question"), help_text=_("Leave empty to ask in any case."))
    operator = blocks.ChoiceBlock(
        choices=[("is", _("is")), ("is_not", _("is not")), ("includes", _("includes"))],
        default="is",
        required=False,
        label=_("Comparison"),
    )
    value = KeyBlock(label=_("Key of the answer"), help_text=_("The key of an option, or yes / no."))

    class Meta:
        label = _("Asked only if")
        icon = "view"


# Texts default to "", for wagtail-localize can't take the None of a value that a loader left out.


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Words"))
    key = KeyBlock()

    class Meta:
        icon = "radio-empty"
        form_layout = blocks.BlockGroup(children=["label"], settings=["key"])


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


def layout(*further):
    return blocks.BlockGroup(children=["label", "help", "required", *further], settings=["shown_if", "key"])


class QuestionBlock(blocks.StructBlock):
    """What all kinds of question have."""

    label = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Question"))
    help = blocks.TextBlock(default="", required=False, max_length=HELP_LENGTH, rows=2, label=_("Help"))
    required = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
    shown_if = ConditionBlock()
    key = KeyBlock()


class TextBlock(QuestionBlock):
    autocomplete = autocomplete()

    class Meta:
        label = _("Short text")
        icon = "pilcrow"
        form_layout = layout("autocomplete")


class LongTextBlock(QuestionBlock):
    class Meta:
        label = _("Long text")
        icon = "doc-full"
        form_layout = layout()


class ChoicesBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=1, label=_("Options"))


class OneOfBlock(ChoicesBlock):
    class Meta:
        label = _("One of several")
        icon = "radio-full"
        form_layout = layout("options")


class ManyOfBlock(ChoicesBlock):
    class Meta:
        label = _("Any of several")
        icon = "list-ul"
        form_layout = layout("options")


class YesNoBlock(QuestionBlock):
    class Meta:
        label = _("Yes or no")
        icon = "circle-check"
        form_layout = layout()


class DateBlock(QuestionBlock):
    period = blocks.ChoiceBlock(
        choices=[
            ("any", _("Any date")),
            ("past", _("Today or earlier")),
            ("birth", _("A date of birth, from 1900 to today")),
        ],
        default="any",
        label=_("Which dates"),
    )
    autocomplete = autocomplete()

    class Meta:
        label = _("Date")
        icon = "date"
        form_layout = layout("period", "autocomplete")


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


class DeclarationBlock(QuestionBlock):
    class Meta:
        label = _("Declaration")
        icon = "check"
        form_layout = layout()


class QuestionsBlock(blocks.StreamBlock):
    text = TextBlock()
    long_text = LongTextBlock()
    one_of = OneOfBlock()
    many_of = ManyOfBlock()
    yes_no = YesNoBlock()
    date = DateBlock()
    phone = PhoneBlock()
    email = EmailBlock()
    amka = AmkaBlock()
    declaration = DeclarationBlock()


class StepBlock(blocks.StructBlock):
    """One screen of the form."""

    title = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Title"))
    intro = blocks.TextBlock(
        default="", required=False, max_length=HELP_LENGTH, rows=2, label=_("Introduction")
    )
    questions = QuestionsBlock(required=False, label=_("Questions"))
    shown_if = ConditionBlock()
    key = KeyBlock()

    class Meta:
        label = _("Step")
        icon = "form"
        form_layout = blocks.BlockGroup(
            children=["title", "intro", "questions"], settings=["shown_if", "key"]
        )


class StepsBlock(blocks.StreamBlock):
    """
    All steps of a form.

    Wagtail's deferred validation switches `required` on block instances that all threads share,
    so one thread saving a draft would let another publish incomplete questions: one at a time.
    """

    step = StepBlock()
    turn = RLock()

    def clean(self, value):
        with self.turn:
            return super().clean(value)

    def clean_deferred(self, value):
        with self.turn:
            return super().clean_deferred(value)

"""What names and ties questions together: keys, options, conditions. None of it is translated."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LABEL_LENGTH, HELP_LENGTH, KEY_LENGTH = 300, 1000, 50

# Texts default to "", for wagtail-localize can't take the None of a value that a loader left out.


class Untranslated:
    """Keeps a block's value out of translation (wagtail-localize asks for these two)."""

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
    """Asked only if an earlier answer fulfils this; empty: always asked."""

    question = KeyBlock(label=_("Key of an earlier question"), help_text=_("Leave empty to ask in any case."))
    operator = blocks.ChoiceBlock(
        choices=[
            ("is", _("is")),
            ("is_not", _("is not")),
            ("includes", _("includes")),
            ("is_answered", _("is answered")),
            ("is_not_answered", _("is not answered")),
        ],
        default="is",
        required=False,
        label=_("Comparison"),
    )
    value = KeyBlock(
        label=_("Key of the answer"),
        help_text=_("The key of an option, or yes / no. Leave empty after “is answered”."),
    )

    class Meta:
        label = _("Asked only if")
        icon = "view"


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Words"))
    key = KeyBlock()

    class Meta:
        icon = "radio-empty"
        label_format = "{label}"
        form_layout = blocks.BlockGroup(children=["label"], settings=["key"])


class OptionOfManyBlock(OptionBlock):
    is_none = blocks.BooleanBlock(
        required=False,
        default=False,
        label=_("Stands for “none of these”"),
        help_text=_("Who chooses it can't choose another."),
    )

    class Meta:
        icon = "tick-inverse"
        form_layout = blocks.BlockGroup(children=["label", "is_none"], settings=["key"])

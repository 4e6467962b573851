"""
Text as it is kept: composed (NFC), of bounded length, and free of characters that can't be seen.

Those would make equal words differ and turn text around on somebody else's screen.
"""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

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

"""What editors type: several expressions with commas between, compared as search compares them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from search import greek


def expressions(text: str) -> list[str]:
    """What stands between the commas, on one line and without what is blank."""
    parts = (" ".join(part.split()) for part in text.split(","))
    return [part for part in parts if part]


def folded(text: str) -> str:
    """The words of an expression as search compares them; "" where there are none."""
    return " ".join(greek.tokens(text))


def checked(text: str) -> dict[str, str]:
    """
    Normal form → expression, of all expressions in `text`.

    Raises ValidationError for signs without a word, for a word that is in almost every question, and
    for what stands there twice.
    """
    found: dict[str, str] = {}
    for expression in expressions(text):
        form = folded(expression)
        if not form:
            raise ValidationError(_("“%s” holds no word.") % expression)
        if form in greek.STOP_WORDS or len(form) == 1:
            raise ValidationError(
                _("“%s” is in almost every question: on its own it tells nothing.") % expression
            )
        if form in found:
            raise ValidationError(
                _("“%(one)s” and “%(other)s” are the same for search: keep one of them.")
                % {"one": found[form], "other": expression}
            )
        found[form] = expression
    if not found:
        raise ValidationError(_("Write at least one word."))
    return found

"""Words that staff give in several languages, kept as `{language: str}`."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def in_language(words: Mapping[str, str], language: str | None = None) -> str:
    """The words in `language` (the active one by default); else in the site's own; else any; else ""."""
    wanted = [language or get_language() or "", settings.LANGUAGE_CODE, *words]
    return next((words[each] for each in wanted if words.get(each)), "")

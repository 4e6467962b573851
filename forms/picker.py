"""What the form builder's script must be told to offer questions and answers to a condition."""

import json
from typing import Any

from django.forms import Media, Script
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forms import keys, representation


def media() -> Media:
    """The script, with the words of the site's own questions in the language that is active."""
    told = json.dumps(told_to_script(), ensure_ascii=False)
    return Media(js=[Script("js/question-picker.js", type="module", **{"data-question-picker": told})])


def told_to_script() -> dict[str, Any]:
    asked = representation.steps(get_language() or "el", relatives=True, professionals=True)[0].questions[0]
    return {
        "reserved": sorted(keys.RESERVED),
        "yesNo": [{"key": "yes", "words": _("Yes")}, {"key": "no", "words": _("No")}],
        "who": {
            "key": asked.key,
            "label": asked.label,
            "answers": [{"key": key, "words": words} for key, words in asked.choices],
        },
    }

"""
What somebody typed that may point to a person. Such a question is counted, its text never kept.

Nobody can tell a name from another word, so a name alone passes here; that it stays out of the report
is the work of the number of times (`search.models.query_count.LISTED_FROM`).
"""

import re
import unicodedata

MANY_DIGITS = 5
"""An AMKA, a tax or phone number, a bank account; also the short numbers of helplines, which costs little."""
DATE = re.compile(r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}")
NAMES = re.compile(r"\b[A-ZΑ-ΩΆΈΉΊΌΎΏΪΫ][^\W\d_]+[\s,.-]+[A-ZΑ-ΩΆΈΉΊΌΎΏΪΫ][^\W\d_]+")
"""Two words in a row that begin with a capital."""


def may_be_personal(text: str) -> bool:
    """Whether `text` holds a long number, an e-mail address, a date, or what looks like name and number."""
    text = unicodedata.normalize("NFKC", text)
    digits = sum(sign.isdigit() for sign in text)
    return bool(digits >= MANY_DIGITS or "@" in text or DATE.search(text) or (digits and NAMES.search(text)))

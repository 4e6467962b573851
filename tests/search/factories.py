"""Documents as content makes them; names and numbers are invented."""

from itertools import count

from search.documents import Document
from search.lexicon import Lexicon
from search.understanding import understand
from search.vocabulary import EMPTY

_numbers = count(1)


def make_document(title="Βεβαίωση αστεγίας", **fields):
    number = next(_numbers)
    fields = {
        "key": f"test.thing:{number}",
        "type": "service",
        "slug": f"thing-{number}",
        "language": "el",
        "url": f"/odigos/thing-{number}/",
        **fields,
    }
    return Document(title=title, **fields)


def asked(text, language="el"):
    """The question that `text` is, its words as they were typed."""
    return understand(text, language=language, vocabulary=EMPTY, lexicon=Lexicon()).question

"""Documents as content makes them; names and numbers are invented."""

from itertools import count

from search.documents import Document

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

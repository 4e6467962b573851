from django import template

from search import sources

register = template.Library()

CALLED = "helpline"
"""Results of this type are to be rung, not read."""


@register.simple_tag
def with_numbers(rows):
    """
    `rows` of the results, each with the `phone` to ring; "" where its page tells more than a number.

    The numbers are those of this moment, not what the index remembers: people ring them in danger.
    """
    called = [row["hit"].key for row in rows if row["hit"].type == CALLED]
    described = sources.documents(called) if called else ()
    numbers = {document.key: document.phones[0] for document in described if document.phones}
    return [row | {"phone": numbers.get(row["hit"].key, "")} for row in rows]

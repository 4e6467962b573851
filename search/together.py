"""
Objects that are described together: what they show of other rows is asked for all of them at once.

    def search_document(self):
        offices = at_once(self, offices_of)

`offices_of(pages)` runs once for all pages that are `together`, and for `self` alone when nobody put it
together with others. So one object and ten thousand are described by the same code, and a few hundred
cost as many questions to the database as one.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db.models import Model

Answer = TypeVar("Answer")

_MARK = "_described_together"


class _Group:
    """Objects, and what was asked about all of them."""

    def __init__(self, instances: Sequence[Model]):
        self.instances = instances
        self.answers: dict[Hashable, Any] = {}


@contextmanager
def together(instances: Sequence[Model]) -> Iterator[None]:
    """Within it, `at_once` asks for all of `instances`, objects of one model."""
    group = _Group(instances)
    for instance in instances:
        setattr(instance, _MARK, group)
    try:
        yield
    finally:
        # They hold the group and it holds them: without this they'd stay until Python looks for such rings.
        for instance in instances:
            delattr(instance, _MARK)


def at_once(instance: Model, ask: Callable[[Sequence[Any]], Answer]) -> Answer:
    """
    What `ask`, a function of a module, answers about all objects that are together with `instance`.

    Asked once for all of them; about nothing but `instance`, and anew each time, where it is alone.
    """
    group: _Group | None = getattr(instance, _MARK, None)
    if group is None:
        return ask([instance])
    if ask not in group.answers:
        group.answers[ask] = ask(group.instances)
    return group.answers[ask]

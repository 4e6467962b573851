"""From the plain data of a file to what a StreamField stores, with fresh ids."""

import datetime
import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

from forms.interchange import Unreadable, rich_text

MOST_LISTED = 500
"""How many blocks one list may hold: far beyond any form, well within what can be edited."""


class Builder:
    """
    Makes raw values of blocks. `guide` finds an entry of the Guide by its slug: its id, or None.

    What it couldn't find stands in `missing`. Whether words are too long or a choice is known, the
    blocks' own `clean` says afterwards.
    """

    def __init__(self, guide):
        self.guide, self.missing = guide, []

    def raw(self, block: blocks.Block, data: Any, place: tuple) -> Any:
        match block:
            case blocks.StreamBlock():
                return self._stream(block, data, place)
            case blocks.StructBlock():
                return self._struct(block, data, place)
            case blocks.ListBlock():
                return self._list(block, data, place)
            case blocks.PageChooserBlock():
                return self._entry(text(data, place))
            case blocks.RichTextBlock():
                return rich_text.database(text(data, place), block.features)
            case blocks.BooleanBlock():
                return of_type(bool, data, place)
            case blocks.IntegerBlock():
                return None if data is None else of_type(int, data, place)
            case blocks.DecimalBlock():
                return decimal(data, place)
            case blocks.DateBlock():
                return date(data, place)
            case _:
                return text(data, place)

    def _stream(self, block, data, place):
        made = []
        for number, entry in enumerate(listed(data, place), start=1):
            here = (*place, number)
            parts = dict(of_type(dict, entry, here))
            kind = parts.pop("type", None)
            child = block.child_blocks.get(kind) if isinstance(kind, str) else None
            if child is None:
                raise Unreadable(_("There is no such block: “%(type)s”.") % {"type": str(kind)[:50]}, here)
            made.append({"type": kind, "id": new_id(), "value": self.raw(child, parts, here)})
        return made

    def _struct(self, block, data, place):
        parts = known(of_type(dict, data, place), block.child_blocks, place)
        usual = {
            name: child.get_prep_value(child.get_default())
            for name, child in block.child_blocks.items()
            if name not in parts
        }
        return usual | {
            name: self.raw(block.child_blocks[name], part, (*place, name)) for name, part in parts.items()
        }

    def _list(self, block, data, place):
        values = [
            self.raw(block.child_block, entry, (*place, number))
            for number, entry in enumerate(listed(data, place), start=1)
        ]
        return [{"type": "item", "id": new_id(), "value": value} for value in values if value is not None]

    def _entry(self, slug):
        found = self.guide(slug)
        if found is None:
            self.missing.append(slug)
        return found


def known(parts: dict[str, Any], names: Any, place: tuple) -> dict[str, Any]:
    """`parts`, of which none may have a name that isn't among `names`."""
    for name in parts:
        if name not in names:
            raise Unreadable(_("There is no such part: “%(name)s”.") % {"name": str(name)[:50]}, place)
    return parts


def of_type(kind: type, data: Any, place: tuple) -> Any:
    # JSON's true is no number, though Python's is.
    if type(data) is not kind:
        wanted = {
            bool: _("Here must stand true or false."),
            int: _("Here must stand a whole number."),
            dict: _("Here must stand an object, in braces."),
            list: _("Here must stand a list, in brackets."),
            str: _("Here must stand a text, in quotation marks."),
        }
        raise Unreadable(wanted[kind], place)
    return data


def text(data: Any, place: tuple) -> str:
    said = of_type(str, "" if data is None else data, place)
    try:
        said.encode()
    except UnicodeEncodeError:
        raise Unreadable(_("This text holds characters that can't be kept."), place) from None
    if "\x00" in said:
        raise Unreadable(_("This text holds characters that can't be kept."), place)
    return said


def listed(data: Any, place: tuple) -> list:
    entries = of_type(list, data, place)
    if len(entries) > MOST_LISTED:
        raise Unreadable(_("This list is too long."), place)
    return entries


def decimal(data: Any, place: tuple) -> str | None:
    if data is None:
        return None
    try:
        return str(Decimal(text(data, place)))
    except InvalidOperation:
        raise Unreadable(_("Here must stand a number, in quotation marks."), place) from None


def date(data: Any, place: tuple) -> str | None:
    if not data:
        return None
    try:
        return datetime.date.fromisoformat(text(data, place)).isoformat()
    except ValueError:
        raise Unreadable(_("Here must stand a date such as 2027-03-31."), place) from None


def new_id() -> str:
    return str(uuid.uuid4())

"""
StreamField values from plain data.

Every block, list item and inner block gets an id: wagtail-localize loses or refuses blocks without.
The id follows from the block's place, so loading again gives the same one and translations stay.
"""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import format_html_join

Raw = list[dict[str, Any]]

AS_THEY_ARE = (
    "autocomplete", "period", "is_applicants", "greatest_length", "minimum", "maximum",
    "row_name", "fewest", "most",
)  # fmt: skip
"""Fields of a question whose value in the content is that of the block."""


def block(path: str, kind: str, value: Any) -> dict[str, Any]:
    """One block as StreamField stores it; `path` is its place, unique among all content."""
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"kilkis:{path}"))}


def items(path: str, values: list) -> Raw:
    """The items of a ListBlock."""
    return [block(f"{path}/{number}", "item", value) for number, value in enumerate(values)]


def body(path: str, parts: list[dict[str, Any]]) -> Raw:
    """`home.blocks.BodyBlock` from one-entry dicts: {"heading": …}, {"paragraph": …}, {"list": […]}."""
    blocks = []
    for number, part in enumerate(parts):
        ((kind, value),) = part.items()
        place = f"{path}/{number}"
        if kind == "paragraph":
            value = paragraphs([value])
        elif kind == "list":
            value = items(place, value)
        blocks.append(block(place, kind, value))
    return blocks


def phrases(path: str, values: list[str]) -> Raw:
    return [block(f"{path}/{number}", "phrase", value) for number, value in enumerate(values)]


def paragraphs(parts: list[str | dict[str, str]]) -> str:
    """Rich text: a string is a paragraph, {"h3": …} a heading."""
    tagged = [("p", part) if isinstance(part, str) else ("h3", part["h3"]) for part in parts]
    return format_html_join("", "<{0}>{1}</{0}>", tagged)


def steps(path: str, entries: list[dict[str, Any]], pages: Callable[[list[str]], list[int]]) -> Raw:
    """
    `forms.blocks.StepsBlock`. Ids go by key, so a step or question may change its place.

    `pages` turns keys of services, which an end names, into page ids.
    """
    return [
        _end(path, entry, pages) if entry.get("kind") == "end" else _step(path, entry) for entry in entries
    ]


def _step(path: str, entry: dict[str, Any]) -> dict[str, Any]:
    place = f"{path}/{entry['key']}"
    value = _named(entry, "title", "intro") | {"questions": _questions(place, entry["questions"])}
    return block(place, "step", value)


def _end(path: str, entry: dict[str, Any], pages) -> dict[str, Any]:
    place = f"{path}/{entry['key']}"
    value = _named(entry, "title", "intro") | {"services": items(place, pages(entry["services"]))}
    return block(place, "end", value)


def _questions(path: str, entries: list[dict[str, Any]]) -> Raw:
    return [_question(path, entry) for entry in entries]


def _question(path: str, entry: dict[str, Any]) -> dict[str, Any]:
    place = f"{path}/{entry['key']}"
    value = _named(entry, "label", "help") | {"required": entry.get("required", True)}
    value |= {name: entry[name] for name in AS_THEY_ARE if name in entry}
    if "options" in entry:
        value["options"] = [
            block(f"{place}/{key}", "item", {"label": label, "key": key, "is_none": key == entry.get("none")})
            for key, label in entry["options"].items()
        ]
    if "questions" in entry:
        value["questions"] = _questions(place, entry["questions"])
    if "text" in entry:
        value["text"] = paragraphs(entry["text"])
    return block(place, entry["kind"], value)


def _named(entry: dict[str, Any], *texts: str) -> dict[str, Any]:
    """What steps and questions have in common: their texts, their key, when they are shown."""
    always = {"question": "", "operator": "is", "value": ""}
    return {name: entry.get(name, "") for name in texts} | {
        "shown_if": entry.get("shown_if") or always,
        "key": entry["key"],
    }

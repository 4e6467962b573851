"""
StreamField values from plain data.

Every block, list item and inner block gets an id: wagtail-localize loses or refuses blocks without.
The id follows from the block's place, so loading again gives the same one and translations stay.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import format_html_join

Raw = list[dict[str, Any]]


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


def steps(path: str, entries: list[dict[str, Any]]) -> Raw:
    """`forms.blocks.StepsBlock`. Ids go by key, so a step or question may change its place."""
    return [
        block(
            f"{path}/{entry['key']}",
            "step",
            {
                "title": entry["title"],
                "intro": entry.get("intro", ""),
                "questions": [_question(f"{path}/{entry['key']}", asked) for asked in entry["questions"]],
                "shown_if": _condition(entry),
                "key": entry["key"],
            },
        )
        for entry in entries
    ]


def _question(path: str, entry: dict[str, Any]) -> dict[str, Any]:
    place = f"{path}/{entry['key']}"
    value = {
        "label": entry["label"],
        "help": entry.get("help", ""),
        "required": entry.get("required", True),
        "shown_if": _condition(entry),
        "key": entry["key"],
    }
    if "options" in entry:
        value["options"] = [
            block(f"{place}/{key}", "item", {"label": label, "key": key})
            for key, label in entry["options"].items()
        ]
    if "autocomplete" in entry:
        value["autocomplete"] = entry["autocomplete"]
    return block(place, entry["kind"], value)


def _condition(entry: dict[str, Any]) -> dict[str, str]:
    return entry.get("shown_if") or {"question": "", "operator": "is", "value": ""}

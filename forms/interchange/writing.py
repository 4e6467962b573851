"""From a form's page to the content of its file."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks

from forms.interchange import KIND, RICH, SETTINGS, TEXTS, VERSION, rich_text
from forms.models import ApplicationFormPage


def content_of(page: ApplicationFormPage) -> dict[str, Any]:
    """All that staff composed in `page`, as plain data that `reading` takes back."""
    return {
        "kind": KIND,
        "version": VERSION,
        "language": page.locale.language_code,
        "texts": {
            **{name: getattr(page, name) or "" for name in TEXTS},
            **{name: rich_text.plain(getattr(page, name)) for name in RICH},
        },
        "settings": json.loads(
            json.dumps({name: getattr(page, name) for name in SETTINGS}, cls=DjangoJSONEncoder)
        ),
        "unit": page.unit.slug,
        "steps": plain(page.steps.stream_block, page.steps),
    }


def text_of(page: ApplicationFormPage) -> str:
    """The file itself: readable, its lines comparable."""
    return json.dumps(content_of(page), ensure_ascii=False, indent=2) + "\n"


def plain(block: blocks.Block, value: Any) -> Any:
    """A block's value without ids; blocks of a stream carry their type among their parts."""
    match block:
        case blocks.StreamBlock():
            return [{"type": child.block_type, **plain(child.block, child.value)} for child in value or ()]
        case blocks.StructBlock():
            parts = block.child_blocks.items()
            return {name: plain(child, (value or {}).get(name)) for name, child in parts}
        case blocks.ListBlock():
            listed = [plain(block.child_block, item) for item in value or ()]
            return [item for item in listed if item is not None]
        case blocks.PageChooserBlock():
            return value.slug if value else None
        case blocks.RichTextBlock():
            return rich_text.plain(value.source if value else "")
        case blocks.CharBlock() | blocks.TextBlock() | blocks.RegexBlock() | blocks.ChoiceBlock():
            return value or ""
        case _:
            return json.loads(json.dumps(block.get_prep_value(value), cls=DjangoJSONEncoder))

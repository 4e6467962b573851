"""Editing a form page as staff do, through Wagtail's own edit view."""

from django.urls import reverse


def stream_data(name, blocks):
    """What a browser posts for a stream of raw `blocks`."""
    data = {f"{name}-count": str(len(blocks))}
    for i, block in enumerate(blocks):
        place = f"{name}-{i}"
        data |= {f"{place}-deleted": "", f"{place}-order": str(i), f"{place}-id": block.get("id") or ""}
        if block["type"] != "item":
            data[f"{place}-type"] = block["type"]
        data |= value_data(f"{place}-value", block["value"])
    return data


def value_data(name, value):
    if isinstance(value, dict):
        return {
            key: v
            for child, inner in value.items()
            for key, v in value_data(f"{name}-{child}", inner).items()
        }
    if isinstance(value, list):
        return stream_data(name, value)
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {name: "" if value is None else str(value)}


def posted(page, raw, **changes):
    """The whole edit form of `page` with `raw` steps; `changes` replace fields."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "intro": "null",
        "requirements": "null",
        "what_happens_next": "null",
        "privacy_notice": page.privacy_notice and RICH,
        "retention_months": page.retention_months or "",
        "after_retention": page.after_retention,
        "unit": page.unit_id,
        "is_accepting": "on",
        "closed_note": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **{name: "on" for name in ("allows_relatives", "allows_professionals") if getattr(page, name)},
        **stream_data("steps", raw),
        **changes,
    }


RICH = (
    '{"blocks": [{"key": "a", "type": "unstyled", "depth": 0, "text": "Κείμενο",'
    ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
)


def save(client, page, raw, *, publish=True, **changes):
    """Post the edit form; the answer. A redirect means it was saved."""
    data = posted(page, raw, **changes)
    if publish:
        data["action-publish"] = "Publish"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

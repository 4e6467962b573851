"""The content as data: `kilkis.json` as it was handed over, the other files written for this site."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """The file `name`.json of this folder."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def application_forms() -> list[dict[str, Any]]:
    """The forms in the order in which «Αιτήσεις» lists them."""
    return [read(f"forms/{name}") for name in ("counselling", "homelessness", "home_help")]


def english() -> dict[str, str]:
    """English by Greek text: what `kilkis.json` gives beside its Greek, and the translations made here."""
    found = read("english") | read("forms/english")
    data = read("kilkis")
    described = [*data["organisations"], *data["services"], *data["hotlines"]]
    for entry in [*described, *data["taxonomy"]["needs"], *data["taxonomy"]["audiences"]]:
        for field in ("name", "title", "summary", "description"):
            if entry.get(field) and entry.get(f"{field}_en"):
                found[entry[field]] = entry[f"{field}_en"]
    return found

"""The graded questions. `README.md` says how they were made and what a grade means."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
SETS = ("development", "aside")
NONSENSE = "nonsense"
CLASSES = (
    "plain",
    "inflected",
    "capitals",
    "greeklish",
    "keyboard",
    "slips",
    "homophones",
    "acronyms",
    "needs",
    "audiences",
    "english",
    "offices",
    "long",
    "several",
    "short",
    NONSENSE,
)
"""In the order of the printed tables."""


@dataclass(frozen=True)
class Question:
    """What somebody types, and what they should be given."""

    id: str
    kind: str
    """One of `CLASSES`."""
    language: str
    """Of the site they are on."""
    text: str
    grades: dict[str, int]
    """Slug of a service or an organisation → 3 the answer, 2 good, 1 helpful. Nonsense has none."""


def read(name: str) -> list[Question]:
    """The questions of one of `SETS`."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Question(row["id"], row["class"], row["language"], row["query"], row["grades"])
        for row in map(json.loads, lines)
    ]

"""
What search is given to begin with: synonyms and crisis words that would serve any Greek town.

The phrases for needs and audiences stand in `search.json` too; `snippets` loads them with their terms.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model

from search.models import CrisisPhrase, Synonym

from .ledger import Ledger
from .sources import read


class LexiconLoader:
    def __init__(self, ledger: Ledger):
        self.ledger, self.data = ledger, read("search")

    def jobs(self) -> list[Callable[[], Any]]:
        """One call for each synonym and each crisis word."""
        synonyms = [partial(self.synonym, entry) for entry in self.data["synonyms"]]
        return [*synonyms, *(partial(self.crisis, text) for text in self.data["crisis"])]

    def synonym(self, entry: dict[str, Any]) -> Model | None:
        return self._entry("synonym", Synonym, "written", entry)

    def crisis(self, text: str) -> Model | None:
        return self._entry("crisis", CrisisPhrase, "text", {"text": text})

    def _entry(self, kind, model, by, wanted):
        """Known by what people write; an editor who gave the same before us is left alone."""

        def write(entry):
            entry = entry or model()
            for name, value in wanted.items():
                setattr(entry, name, value)
            entry.save()
            return entry

        return self.ledger.put(
            f"{kind}:{wanted[by]}"[:200],
            wanted,
            write,
            lambda: model.objects.filter(**{by: wanted[by]}).first(),
        )

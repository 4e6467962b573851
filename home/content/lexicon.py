"""
What search is given to begin with: synonyms and crisis words that would serve any Greek town.

Each stands in `search.json` under a name of its own that stays when its wording changes. The phrases
for needs and audiences stand there too; `snippets` loads them with their terms.
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
        synonyms = [partial(self.synonym, *entry) for entry in self.data["synonyms"].items()]
        return [*synonyms, *(partial(self.crisis, *entry) for entry in self.data["crisis"].items())]

    def synonym(self, name: str, entry: dict[str, Any]) -> Model | None:
        return self._entry(f"synonym:{name}", Synonym, "written", entry)

    def crisis(self, name: str, text: str) -> Model | None:
        return self._entry(f"crisis:{name}", CrisisPhrase, "text", {"text": text})

    def _entry(self, key, model, by, wanted):
        """An editor who gave the same before us is left alone, and then it isn't given twice."""

        def theirs():
            return model.objects.filter(**{by: wanted[by]})

        def write(entry):
            if entry and theirs().exclude(pk=entry.pk).exists():
                return entry
            entry = entry or model()
            for field, value in wanted.items():
                setattr(entry, field, value)
            entry.save()
            return entry

        return self.ledger.put(key, wanted, write, lambda: theirs().first())

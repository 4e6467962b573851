"""
The memory of loading: what was made, from which data, and whether people have touched it since.

Each object is made in a transaction of its own together with its entry, so a load that was
interrupted goes on where it stopped.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields

from home.models import LoadedContent

MOVES_BY_ITSELF = {
    "path", "depth", "numchild", "url_path",
    "first_published_at", "last_published_at", "latest_revision_created_at",
}  # fmt: skip
"""Fields of a page that change without anybody changing the page."""
ADDED_LATER = {"phrases_typed"}
"""Fields of a later version. Empty they don't count, or all that was loaded before would seem touched."""


def digest_of(data: Any) -> str:
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def state_of(obj: models.Model) -> str:
    """A digest that changes whenever somebody changes `obj`, be it only as a draft."""
    obj = type(obj)._base_manager.get(pk=obj.pk)
    if isinstance(obj, ClusterableModel):
        data = obj.serializable_data()
    else:
        data = get_serializable_data_for_fields(obj)
        for field in obj._meta.many_to_many:
            data[field.name] = sorted(field.value_from_object(obj), key=lambda related: related.pk)
            data[field.name] = [related.pk for related in data[field.name]]
    return digest_of(
        {
            name: value
            for name, value in data.items()
            if name not in MOVES_BY_ITSELF and (value or name not in ADDED_LATER)
        }
    )


class Ledger:
    """Keeps `LoadedContent`. Keys name the content for good: `page:odigos`, `need:stegi-astegia`."""

    def __init__(self):
        self.entries = {entry.key: entry for entry in LoadedContent.objects.all()}

    def put(
        self,
        key: str,
        wanted: Any,
        write: Callable[[Any], models.Model],
        find: Callable[[], models.Model | None] = lambda: None,
    ) -> models.Model | None:
        """
        The object of `key`, made by `write(None)` or, where untouched, renewed by `write(object)`.

        `wanted` is all that `write` writes, as data. `find` looks for one that an editor made before
        us: it is used as it is. None where an editor deleted the object.
        """
        digest = digest_of(wanted)
        entry = self.entries.get(key)
        with transaction.atomic():
            if entry is None:
                if (theirs := find()) is not None:
                    self._record(key, theirs, digest, state="")
                    return theirs
                return self._written(key, write(None), digest)
            obj = self.get(key)
            if obj is None or entry.digest == digest:
                return obj
            if entry.state != state_of(obj):
                return obj
            return self._written(key, write(obj), digest)

    def get(self, key: str) -> models.Model | None:
        """The object of `key` as it is now; None if it was never made or is gone."""
        entry = self.entries.get(key)
        if entry is None:
            return None
        model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
        return model._base_manager.filter(pk=entry.object_id).first()

    def translations(self, key: str) -> list[str]:
        """Keys of what was made of `key`'s object for other languages: `need:stegi-astegia:en`."""
        return [each for each in self.entries if each.startswith(f"{key}:")]

    def is_untouched(self, key: str) -> bool:
        obj = self.get(key)
        return obj is not None and self.entries[key].state == state_of(obj)

    def accept(self, key: str) -> None:
        """Count the present state of `key`'s object as loaded: another key has just changed it."""
        entry = self.entries[key]
        entry.state = state_of(self.get(key))
        entry.save(update_fields=["state"])

    def _written(self, key, obj, digest):
        self._record(key, obj, digest, state_of(obj))
        return obj

    def _record(self, key, obj, digest, state):
        content_type = ContentType.objects.get_for_model(obj, for_concrete_model=False)
        where = {"content_type": content_type, "object_id": str(obj.pk)}
        self.entries[key], _created = LoadedContent.objects.update_or_create(
            key=key, defaults={**where, "digest": digest, "state": state}
        )

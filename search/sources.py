"""
Which objects can be found: those of every model that says so, see `search.documents`.

A key names its object, `<app>.<model>:<pk>`, so that what the index remembers can always be
held against what the public may see now.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone, translation
from wagtail.models import Page, TranslatableMixin

from search.documents import Document
from search.together import at_once, together

logger = logging.getLogger(__name__)

CHUNK = 200
MARKS = ("search_document", "searchable")


class CannotDescribe(Exception):
    """An object's `search_document()` failed."""


def is_source(model: type[Model]) -> bool:
    """Whether objects of this very model go into the index."""
    return all(hasattr(model, mark) for mark in MARKS) and not (model._meta.abstract or model._meta.proxy)


def sources() -> dict[str, type[Model]]:
    """Label → model, of all that can be found."""
    return dict(_sources())


@cache
def _sources() -> dict[str, type[Model]]:
    return {model._meta.label_lower: model for model in apps.get_models() if is_source(model)}


def public(model: type[Model]) -> QuerySet:
    """What the public may find of `model` now: nothing expired either, though it isn't unpublished yet."""
    objects = model.searchable()  # type: ignore[attr-defined]
    if issubclass(model, Page):
        objects = objects.filter(_kept(), live=True)
    return objects


def _kept() -> Q:
    """Of a page: not expired, though it may not be unpublished yet."""
    return Q(expire_at=None) | Q(expire_at__gt=timezone.now())


def model_of(instance: Model) -> type[Model]:
    """The model of an object; a page loaded as a plain `Page` counts as what it is."""
    if isinstance(instance, Page) and type(instance) is Page:
        return instance.specific_class or Page
    return type(instance)


def key_of(instance: Model) -> str:
    """The key of an object."""
    return f"{model_of(instance)._meta.label_lower}:{instance.pk}"


def still_public(keys: Collection[str]) -> set[str]:
    """
    Those of `keys` that the public may find now.

    One look for all pages, which are public in the same way whatever they are, and one for each
    other model.
    """
    seen: set[str] = set()
    pages: dict[int, str] = {}
    for label, model, pks in _by_model(keys):
        if issubclass(model, Page):
            pages |= {int(pk): f"{label}:{pk}" for pk in pks}
        else:
            there = public(model).filter(pk__in=pks).order_by().values_list("pk", flat=True)
            seen |= {f"{label}:{pk}" for pk in there}
    if pages:
        readable = Page.objects.live().public().filter(_kept(), pk__in=pages.keys())
        seen |= {pages[pk] for pk in readable.order_by().values_list("pk", flat=True)}
    return seen


def in_other_languages(instance: Model) -> list:
    """What the public may find of `instance` in languages other than its own, always in the same order."""
    rows = at_once(instance, _translations)[instance.translation_key]  # type: ignore[attr-defined]
    return [row for row in rows if row.pk != instance.pk]


def _translations(instances: Sequence) -> dict[Any, list]:
    """Translation key → what is public under it in any language. Whoever is described together is public."""
    model, keys = model_of(instances[0]), {instance.translation_key for instance in instances}
    rows = public(model).filter(translation_key__in=keys).exclude(pk__in=[row.pk for row in instances])
    # What belongs to them is shown by none of their translations.
    bare = rows.prefetch_related(None).select_related(None).select_related("locale").order_by()
    found = defaultdict(list)
    for row in sorted([*instances, *bare], key=lambda row: row.locale.language_code):
        found[row.translation_key].append(row)
    return found


def path_of(page: Page) -> str:
    """Where a page is on its site, without the host; "" where nobody gets to it."""
    # Wagtail remembers the sites with any object it is given.
    parts = page.get_url_parts(request=at_once(page, _sites))
    return (parts and parts[2]) or ""


def _sites(pages: Sequence[Page]) -> SimpleNamespace:
    return SimpleNamespace()


def with_translations(keys: Collection[str]) -> list[str]:
    """
    `keys` and those of the same objects in other languages, whose documents hold texts of these.

    Public or not: what was hidden must leave the others' documents too.
    """
    found = dict.fromkeys(keys)
    for label, model, pks in _by_model(keys):
        if issubclass(model, TranslatableMixin):
            same = model._default_manager.filter(pk__in=pks).values("translation_key")
            rows = model._default_manager.filter(translation_key__in=same).order_by()
            found |= dict.fromkeys(f"{label}:{pk}" for pk in rows.values_list("pk", flat=True))
    return list(found)


def documents(keys: Collection[str] | None = None) -> Iterator[Document]:
    """
    Describe all that is public; of `keys`, if given. What fails to describe itself is left out and logged.
    """
    for described in attempts(keys):
        if isinstance(described, Document):
            yield described


def attempts(keys: Collection[str] | None = None) -> Iterator[Document | CannotDescribe]:
    """Like `documents`, with the failures where they happen."""
    for instance in _objects(keys):
        try:
            yield _described(instance)
        except Exception as error:
            # One object with a fault must not keep all others from being found.
            logger.exception("%s can't be described for search", key_of(instance))
            yield CannotDescribe(key_of(instance), str(error))


def keys() -> list[str]:
    """The keys of all that is public."""
    return [
        f"{label}:{pk}"
        for label, model in sources().items()
        for pk in public(model).order_by().values_list("pk", flat=True)
    ]


def count() -> int:
    """How many objects the index should hold."""
    return sum(public(model).count() for model in sources().values())


def _objects(keys: Collection[str] | None) -> Iterable[Model]:
    if keys is None:
        for model in sources().values():
            yield from _by_chunks(model, public(model))
    else:
        for _label, model, pks in _by_model(keys):
            yield from _by_chunks(model, public(model).filter(pk__in=pks))


def _by_chunks(model: type[Model], objects: QuerySet) -> Iterator[Model]:
    """Few at a time in memory, and as many questions for a chunk of them as for one."""
    if issubclass(model, TranslatableMixin):
        objects = objects.select_related("locale")
    waiting = objects.iterator(chunk_size=CHUNK)
    while chunk := list(islice(waiting, CHUNK)):
        with together(chunk):
            yield from chunk


def _described(instance: Model) -> Document:
    """In the object's own language, so that what it names (needs, its organisation) is in that too."""
    locale = getattr(instance, "locale", None)
    with translation.override(locale.language_code if locale else settings.LANGUAGE_CODE):
        document = instance.search_document()  # type: ignore[attr-defined]
    return replace(document, key=key_of(instance))


def _by_model(keys: Collection[str]) -> Iterator[tuple[str, type[Model], list]]:
    """Label, model and primary keys; keys of models that are gone are passed over."""
    grouped: dict[str, list] = defaultdict(list)
    for key in keys:
        label, _colon, pk = key.rpartition(":")
        grouped[label].append(pk)
    models = sources()
    for label, pks in grouped.items():
        if model := models.get(label):
            yield label, model, [pk for pk in pks if _is_pk(model, pk)]


@lru_cache(maxsize=20_000)
def _is_pk(model: type[Model], pk: str) -> bool:
    try:
        model._meta.pk.to_python(pk)  # type: ignore[union-attr]
    except ValidationError:
        return False
    return True

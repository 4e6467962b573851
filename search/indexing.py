"""Keep the index in step with the content. Called by the worker and by commands only."""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from wagtail.models import Page

from search import sources
from search.analysis import digest
from search.documents import Document
from search.engines import engine, indexes
from search.engines.base import Engine, Unavailable

logger = logging.getLogger(__name__)


@dataclass
class Differences:
    """What index and content don't agree on, as sorted keys."""

    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    superfluous: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    """Objects whose description fails; nothing that an index could repair."""
    has_index: bool = True

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.superfluous or self.faulty or not self.has_index)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Kind and key, one by one."""
        for kind in ("missing", "outdated", "superfluous", "faulty"):
            for key in getattr(self, kind):
                yield kind, key


def refresh(keys: Collection[str]) -> dict[str, Document | None]:
    """
    Make the index hold what these objects are now, in all languages: their documents, or nothing.

    Returns these by their keys. Safe to repeat.
    """
    keys = sources.with_translations(keys)
    found = {document.key: document for document in sources.documents(keys)}
    try:
        engine().update(found.values(), remove=set(keys) - found.keys())
    except Unavailable as error:
        # A new installation, or a damaged index: an index of some objects would look whole.
        logger.warning("%s: building one", error)
        rebuild()
    return {key: found.get(key) for key in keys}


def rebuild(progress: Callable[[int], None] = lambda done: None) -> int:
    """A new index of all that is public, in use once complete. `progress` hears the number done so far."""

    def counted() -> Iterator[Document]:
        for done, document in enumerate(sources.documents(), start=1):
            yield document
            progress(done)

    return engine().rebuild(counted())


def differences(index: Engine | None = None) -> Differences:
    """Hold `index`, the one that is asked unless another is given, against the content."""
    result = Differences()
    try:
        indexed = (index or engine()).keys()
    except Unavailable:
        indexed, result.has_index = {}, False
    for described in sources.attempts():
        if isinstance(described, sources.CannotDescribe):
            result.faulty.append(described.args[0])
        elif described.key not in indexed:
            result.missing.append(described.key)
        elif indexed.pop(described.key) != digest(described):
            result.outdated.append(described.key)
    # What is faulty isn't in an index either, once it was refreshed; then it isn't superfluous.
    result.superfluous = [key for key in indexed if key not in result.faulty]
    for keys in (result.missing, result.outdated, result.superfluous, result.faulty):
        keys.sort()
    return result


def repair(found: Differences, index: Engine) -> None:
    """Do away with the differences that `differences` found in `index`."""
    if not found.has_index:
        index.rebuild(sources.documents())
        return
    keys = {*found.missing, *found.outdated, *found.superfluous}
    described = {document.key: document for document in sources.documents(keys)}
    index.update(described.values(), remove=keys - described.keys())


def catch_up() -> None:
    """Bring each index in step that isn't: a server may have missed much."""
    for index in indexes():
        if found := differences(index):
            repair(found, index)


def branch(page_pk: int) -> list[str]:
    """Keys of a page, of all pages below it that can be found at all, and of what shows their addresses."""
    page = Page.objects.filter(pk=page_pk).first()
    if page is None:
        return []
    models: list[type[Page]] = [model for model in sources.sources().values() if issubclass(model, Page)]
    keys = []
    for model in models:
        below = model.objects.descendant_of(page, inclusive=True)
        keys += [f"{model._meta.label_lower}:{pk}" for pk in below.values_list("pk", flat=True)]
        if hasattr(model, "search_dependents"):
            keys += [sources.key_of(shown) for each in below for shown in each.search_dependents()]
    return list(dict.fromkeys(keys))

"""The whole load, one object after the other; each is a transaction of its own."""

from collections.abc import Iterator

from .documents import DocumentLoader
from .ledger import Ledger
from .lexicon import LexiconLoader
from .pages import PageLoader
from .site import locales, make_site, name_approval, remove_welcome_page
from .snippets import SnippetLoader
from .sources import english
from .translation import Translator

TRANSLATED = ("organisation", "need", "audience", "helpline", "page", "form", "service")
"""Kinds of content that readers of other languages see; contact details and law are for all the same."""


def load() -> Iterator[tuple[int, int]]:
    """Load or refresh the Kilkis content. Yields how many objects of how many are done."""
    first, others = locales()
    ledger = Ledger()
    jobs = [*SnippetLoader(ledger, first).jobs(), *PageLoader(ledger, first).jobs()]
    jobs += [*DocumentLoader(ledger).jobs(), *LexiconLoader(ledger).jobs()]
    jobs += [lambda: make_site(ledger), remove_welcome_page, name_approval]
    total = len(jobs) * 2  # about as many translations follow
    for done, job in enumerate(jobs, 1):
        job()
        yield done, total

    words = {"en": english()}
    translators = [Translator(ledger, locale, words.get(locale.language_code, {})) for locale in others]
    work = [
        (translator, key)
        for translator in translators
        for kind in TRANSLATED
        for key in list(ledger.entries)
        if key.startswith(f"{kind}:") and key.count(":") == 1
    ]
    total = len(jobs) + len(work)
    for done, (translator, key) in enumerate(work, len(jobs) + 1):
        translator.translate(key)
        yield done, total

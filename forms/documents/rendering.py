"""
HTML as a tagged PDF (PDF/UA-1), by WeasyPrint.

WeasyPrint needs Pango, a library of the operating system. Where that is missing the site works,
and offers no PDF; `manage.py check` says how to get it.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

HOST = "https://documents.invalid"
"""Where a document believes to lie; nothing is ever fetched from there."""


@lru_cache
def are_available() -> bool:
    """Whether PDFs can be made on this machine."""
    return missing() is None


def missing() -> str | None:
    """What is missing to make PDFs, in the words of whoever misses it."""
    try:
        import weasyprint  # noqa: F401 – it loads Pango as it is imported
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None


def pdf(template: str, context: dict[str, Any], request: HttpRequest, language: str) -> bytes:
    """A document in `language`; `context` has its `title`."""
    return from_html(html(template, context, request, language))


def html(template: str, context: dict[str, Any], request: HttpRequest, language: str) -> str:
    with translation.override(language):
        return render_to_string(template, context | {"language": language}, request=request)


def from_html(text: str) -> bytes:
    from weasyprint import HTML

    document = HTML(string=text, base_url=f"{HOST}/", url_fetcher=_fetcher())
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _fetcher() -> Any:
    """WeasyPrint's fetcher that knows our static files and refuses whatever else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = static_file(url)
            if path is None:
                raise ValueError("No file of ours.")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _type_of(path)})

    return OwnFiles()


def static_file(url: str) -> Path | None:
    """The file behind an address below `static`; None for every other address."""
    start = HOST + settings.STATIC_URL
    if not url.startswith(start):
        return None
    name = unquote(url.removeprefix(start).partition("?")[0])
    try:
        found = finders.find(name)
        path = Path(found if isinstance(found, str) else staticfiles_storage.path(name))
    except SuspiciousFileOperation:
        return None
    return path if path.is_file() else None


def _type_of(path: Path) -> str:
    return {".css": "text/css", ".svg": "image/svg+xml"}.get(path.suffix, "application/octet-stream")

"""Rich text without what only this site knows, and back, letting in only what an editor could write."""

from bs4 import BeautifulSoup
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.models import Page


def plain(html: str) -> str:
    """Links to pages as their addresses; links to documents, which stay here, as mere words."""
    soup = BeautifulSoup(html or "", "html.parser")
    for tag in soup.find_all(True):
        tag.attrs.pop("data-block-key", None)
        if tag.name == "a":
            _loosen(tag)
    return str(soup)


def _loosen(link) -> None:
    if link.get("linktype") == "page":
        page = Page.objects.filter(pk=link.get("id")).first()
        link.attrs = {"href": page.url} if page and page.url else {}
    if link.get("href"):
        link.attrs = {"href": link["href"]}
    else:
        link.unwrap()


def database(html: str, features: list[str]) -> str:
    """`html` as the database keeps it: tags that `features` allow, links that run no script."""
    return plain(EditorHTMLConverter(features).to_database_format(html))

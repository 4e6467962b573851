"""What a reader sees of an answer."""

import re

from bs4 import BeautifulSoup

GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content.decode(), "html.parser")


def main_of(response) -> BeautifulSoup:
    """The page without what stands around every page."""
    return soup(response).main


def links(part, scheme) -> list[str]:
    """Where the links of `scheme` (`tel:`, `mailto:`) lead to, in order."""
    return [a["href"].removeprefix(scheme) for a in part.select(f'a[href^="{scheme}"]')]


def greek_words(part) -> list[str]:
    """Greek words that aren't marked as Greek."""
    for marked in part.select('[lang="el"]'):
        marked.extract()
    return GREEK.findall(part.get_text(" "))

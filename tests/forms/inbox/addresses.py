"""Every address the site answers, read from its resolver."""

import re
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern

PARAMETER = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>\w+)>")

REGEXES = {
    r"^((?:[\w\-]+/)*)$": "",
    r"^((?:[\w\-]+/)+[\w\-]+\.pdf)$": "{form}entypo.pdf",
    r"^(\d+)/(.*)$": "{document}/paper.pdf",
    r"^.*/$": "no-such-address/",
    r"^pages/": "pages/",
    r"^documents/": "documents/",
    r"^images/": "images/",
    r"^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": "{page_id}/revisions/compare/live...latest/",
}
"""A sample for each address that is a regular expression. A new one fails the walk: add it here."""


@dataclass(frozen=True)
class Address:
    name: str
    """With its namespaces; "-" when it has none."""
    route: str
    """As it is written, with its parameters."""
    sample: str
    """The same with parameters `str.format` fills from `samples`."""

    def fill(self, samples: dict) -> str:
        return self.sample.format_map(samples)


def walk(patterns=None, names=(), route="/", sample="/"):
    """Yield an Address for each pattern, depth first."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text, filled = _parts(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from walk(pattern.url_patterns, inner, route + text, sample + filled)
        else:
            name = ":".join((*names, pattern.name or "-"))
            yield Address(name, route + text, sample + filled)


def inbox():
    return [address for address in walk() if address.name.startswith("applications:")]


def _parts(pattern):
    match pattern:
        case LocalePrefixPattern():
            return "", ""
        case RegexPattern():
            text = str(pattern._regex)
            return text, REGEXES[text] if text else ""
        case RoutePattern():
            text = str(pattern._route)
            return text, PARAMETER.sub(lambda found: "{" + found["name"] + "}", text)
    raise TypeError(pattern)

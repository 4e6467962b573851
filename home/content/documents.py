"""Templates of the documents that the office issues, each for one form, decision and language."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html, format_html_join

from forms.models import DocumentTemplate

from .ledger import Ledger
from .sources import read

FACTS = ("name", "language", "outcome", "title", "validity_months")


class DocumentLoader:
    def __init__(self, ledger: Ledger):
        self.ledger = ledger

    def jobs(self) -> list[Callable[[], Any]]:
        """One call for each template; the forms must be there before."""
        return [lambda entry=entry: self.template(entry) for entry in read("documents")]

    def template(self, entry: dict[str, Any]) -> DocumentTemplate | None:
        """The template of `entry`; None where an editor took its form away."""
        form = self.ledger.get(f"form:{entry['form']}")
        if form is None:
            return None
        wanted = {name: entry[name] for name in FACTS}
        wanted |= {"body": body(entry["body"]), "form": form.translation_key}

        def write(template):
            template = template or DocumentTemplate()
            for name, value in wanted.items():
                setattr(template, name, value)
            template.full_clean()
            template.save()
            return template

        return self.ledger.put(f"document:{entry['key']}", wanted, write)


def body(parts: list[Any]) -> str:
    """Rich text: a string is a paragraph, {"b": …} a bold one, {"ul": […]} a list."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


def _part(part: Any) -> str:
    if isinstance(part, str):
        return format_html("<p>{}</p>", part)
    if "b" in part:
        return format_html("<p><b>{}</b></p>", part["b"])
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in part["ul"])))

"""The pages of `pages.json`, the Guide's services and the application forms, each published in Greek."""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from forms.models import ApplicationFormPage
from home.models import UnitPage, UnitPageReference
from services_guide.models import ServiceLegalReference, ServicePage

from . import streams
from .ledger import Ledger
from .sources import application_forms, read

LAW = {
    ServicePage: ("legal_references", ServiceLegalReference),
    UnitPage: ("references", UnitPageReference),
}
"""Where pages keep their legal references."""

TERMS = {"need": "needs", "audience": "audiences", "organisation": "footer_organisations"}
"""Where pages keep the entries of the Guide they name."""

FORM_FACTS = ("is_sensitive", "allows_relatives", "allows_professionals", "retention_months")
"""Fields of a form that are no texts."""


class PageLoader:
    def __init__(self, ledger: Ledger, greek: Locale):
        self.ledger, self.greek = ledger, greek
        self.data, self.notes = read("kilkis"), read("taxonomy")["services"]
        self.pages, self.forms = read("pages"), application_forms()
        self.phrases = read("service_phrases")

    def jobs(self) -> list[Callable[[], Any]]:
        """One call for each page, parents before children, what is linked before what links to it."""
        jobs = [(self.page, entry) for entry in self.pages]
        jobs += self._forms_and_services()
        jobs += [(self.menus, entry) for entry in self.pages if "menus" in entry]
        return [lambda job=job, entry=entry: job(entry) for job, entry in jobs]

    def _forms_and_services(self):
        """Services name the form for them, and some forms name services that fit better."""
        later = [entry for entry in self.forms if any(step.get("services") for step in entry["steps"])]
        first = [entry for entry in self.forms if entry not in later]
        waited_for = {entry["source_name"] for entry in later}
        services = self.data["services"]
        waiting = [entry for entry in services if waited_for & set(entry["forms"])]
        return [
            *((self.application_form, entry) for entry in first),
            *((self.service, entry) for entry in services if entry not in waiting),
            *((self.application_form, entry) for entry in later),
            *((self.service, entry) for entry in waiting),
        ]

    def page(self, entry):
        model = apps.get_model(entry["model"])
        place = f"page/{entry['key']}"
        values = {"title": entry["title"], **entry.get("texts", {})}
        values |= {name: streams.paragraphs(parts) for name, parts in entry.get("html", {}).items()}
        if "body" in entry:
            values["body"] = streams.body(f"{place}/body", entry["body"])
        for name, phrases in entry.get("phrases", {}).items():
            values[name] = streams.phrases(f"{place}/{name}", phrases)
        if "is_cofunded" in entry:
            values["is_cofunded"] = entry["is_cofunded"]
        return self._put(
            entry,
            model,
            values,
            refers={"organisation": entry.get("organisation")},
            terms={"organisation": entry.get("footer_organisations", [])},
            law=self._law_of(entry.get("references_of")),
        )

    def application_form(self, entry):
        values = {"title": entry["title"], **entry["texts"]}
        values |= {name: streams.paragraphs(parts) for name, parts in entry["html"].items()}
        values |= {name: entry[name] for name in FORM_FACTS}
        values["steps"] = streams.steps(f"form/{entry['key']}", entry["steps"], self._ids_of_services)
        return self._put(entry, ApplicationFormPage, values, refers={"unit": entry["unit"]}, prefix="form")

    def service(self, entry):
        values = {
            "title": entry["title"],
            "summary": entry["summary"],
            "body": streams.paragraphs(entry["body"]),
            "eligibility": entry["eligibility"] or "",
            "documents_required": entry["documents_required"] or "",
            "how_to_apply": entry["how_to_apply"] or "",
            "phrases_typed": "\n".join(self.phrases.get(entry["slug"], [])),
            "is_sensitive": False,
            "is_cofunded": False,
            **self.notes.get(entry["slug"], {}),
        }
        form = next((form["key"] for form in self.forms if form["source_name"] in entry["forms"]), None)
        return self._put(
            {"key": entry["slug"], "slug": entry["slug"], "parent": "odigos"},
            ServicePage,
            values,
            refers={"organisation": entry["organisation"], "application_form": form},
            terms={"need": entry["needs"], "audience": entry["audiences"]},
            law=entry["legal_refs"],
            prefix="service",
        )

    def menus(self, entry):
        """The home page's menus, once the pages they lead to are there. An editor's menu stays."""
        home = self.ledger.get(f"page:{entry['key']}")
        links = {
            name: [
                streams.block(
                    f"page/{entry['key']}/{name}/{link['page']}",
                    "link",
                    {"page": target.pk, "label": link["label"]},
                )
                for link in menu
                if (target := self.ledger.get(f"page:{link['page']}"))
            ]
            for name, menu in entry["menus"].items()
        }
        if home is None or not self.ledger.is_untouched(f"page:{entry['key']}"):
            return home
        if f"menus:{entry['key']}" in self.ledger.entries:
            self.ledger.accept(f"menus:{entry['key']}")
        home = self.ledger.put(f"menus:{entry['key']}", links, lambda _home: _published(home, links))
        self.ledger.accept(f"page:{entry['key']}")
        return home

    def _put(self, entry, model, values, *, refers=None, terms=None, law=(), prefix="page"):
        """
        The page of `entry`, under its parent; None where an editor took the parent away.

        `refers`: foreign keys by the key of what they point to; `terms`: needs, audiences, organisations;
        `law`: citations.
        """
        root = Page.get_first_root_node()
        parent = self.ledger.get(f"page:{entry['parent']}") if entry.get("parent") else root
        if parent is None:
            return None
        refers, terms = refers or {}, terms or {}

        def write(page):
            page = page or model(locale=self.greek, slug=entry["slug"], live=False)
            related = {name: self._target(name, key) for name, key in refers.items() if key}
            rows = self._terms(terms) | self._references(model, law)
            return _published(page, values | related | rows, parent)

        key = f"{prefix}:{entry['key']}"
        # They follow it in what no language changes, and count as touched by nobody for all that.
        followers = [each for each in self.ledger.translations(key) if self.ledger.is_untouched(each)]
        page = self.ledger.put(
            key,
            [entry["slug"], values, refers, terms, law],
            write,
            lambda: model.objects.child_of(parent).filter(slug=entry["slug"]).first(),
        )
        for each in followers:
            self.ledger.accept(each)
        return page

    def _target(self, name, key):
        kinds = {"organisation": "organisation", "unit": "unit", "application_form": "form"}
        return self.ledger.get(f"{kinds[name]}:{key}")

    def _ids_of_services(self, slugs):
        found = [self.ledger.get(f"service:{slug}") for slug in slugs]
        return [service.pk for service in found if service]

    def _terms(self, terms):
        found = {kind: [self.ledger.get(f"{kind}:{slug}") for slug in slugs] for kind, slugs in terms.items()}
        return {TERMS[kind]: [term for term in rows if term] for kind, rows in found.items() if rows}

    def _references(self, model, law):
        if model not in LAW:
            return {}
        name, row = LAW[model]
        references = [self.ledger.get(f"citation:{text}"[:200]) for text in law]
        return {name: [row(reference=each, sort_order=i) for i, each in enumerate(references) if each]}

    def _law_of(self, organisation):
        """Citations of all services of an organisation, each once."""
        services = [entry for entry in self.data["services"] if entry["organisation"] == organisation]
        return list(dict.fromkeys(text for entry in services for text in entry["legal_refs"]))


def _published(page, values, parent=None):
    """`page` with `values`, added under `parent` if it is new, and published."""
    for name, value in values.items():
        is_stream = isinstance(page._meta.get_field(name), StreamField)
        setattr(page, name, json.dumps(value) if is_stream else value)
    if page.pk is None:
        page.draft_title = page.title
        parent.add_child(instance=page)
    page.save_revision().publish()
    return page

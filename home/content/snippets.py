"""Snippets: contact details, organisations, needs, audiences, helplines, law; and the units of the inbox."""

from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail.models import Locale

from forms.models import Unit
from services_guide.models import (
    Audience,
    ContactDetails,
    ContactEmail,
    ContactPhone,
    Helpline,
    LegalReference,
    Need,
    Organisation,
)

from .citations import parse
from .ledger import Ledger
from .sources import read

UNITS = ("diefthynsi-koinonikis-prostasias", "kentro-koinotitas")
"""Organisations that work applications off."""


class SnippetLoader:
    def __init__(self, ledger: Ledger, greek: Locale):
        self.ledger, self.greek = ledger, greek
        self.data, self.taxonomy, self.phrases = read("kilkis"), read("taxonomy"), read("search")["phrases"]

    def jobs(self) -> list[Callable[[], Any]]:
        """One call for each object, in the order in which they need each other."""
        organisations = self.data["organisations"]
        jobs = [(self.contact, entry) for entry in organisations if _can_be_reached(entry)]
        jobs += [(self.organisation, entry) for entry in organisations]
        jobs += [(self.unit, entry) for entry in organisations if entry["slug"] in UNITS]
        for model, kind in ((Need, "needs"), (Audience, "audiences")):
            jobs += [(self.term, (model, place, e)) for place, e in enumerate(self.data["taxonomy"][kind])]
        jobs += [(self.helpline, row) for row in enumerate(self._helplines())]
        jobs += [(self.citation, text) for text in citations(self.data)]
        return [lambda job=job, entry=entry: job(entry) for job, entry in jobs]

    def contact(self, entry):
        website = entry["website"] and f"https://{entry['website']}"
        wanted = {"name": entry["name"], "opening_hours": entry["hours"] or "", "website": website or ""}
        numbers, addresses = entry["phones"], entry["emails"]

        def write(contact):
            contact = contact or ContactDetails()
            _fill(contact, wanted)
            contact.phones = [ContactPhone(number=number, sort_order=i) for i, number in enumerate(numbers)]
            contact.emails = [ContactEmail(address=mail, sort_order=i) for i, mail in enumerate(addresses)]
            contact.full_clean()
            contact.save()
            return contact

        return self.ledger.put(
            f"contact:{entry['slug']}",
            [wanted, numbers, addresses],
            write,
            lambda: ContactDetails.objects.filter(name=entry["name"]).first(),
        )

    def organisation(self, entry):
        above = entry["parent"] and self.ledger.get(f"organisation:{entry['parent']}")
        wanted = {
            "kind": entry["kind"],
            "name": entry["name"],
            "description": entry["description"] or "",
            "parent": above or None,
            "contact": self.ledger.get(f"contact:{entry['slug']}"),
        }
        return self._entry("organisation", Organisation, entry["slug"], wanted)

    def unit(self, entry):
        wanted = {"slug": entry["slug"], "name": entry["name"]}
        return self.ledger.put(
            f"unit:{entry['slug']}",
            wanted,
            lambda unit: _saved(unit or Unit(), wanted),
            lambda: Unit.objects.filter(slug=entry["slug"]).first(),
        )

    def term(self, row):
        model, place, entry = row
        kind, slug = model._meta.model_name, entry["slug"]
        wanted = {"name": entry["name"], "sort_order": place}
        wanted["phrases_typed"] = "\n".join(self.phrases.get(f"{kind}:{slug}", []))
        if model is Need:
            wanted |= {"phrase": "", "summary": ""} | self.taxonomy["needs"].get(slug, {})
        return self._entry(kind, model, slug, wanted)

    def helpline(self, row):
        place, entry = row
        wanted = {"name": entry["name"], "number": entry["number"], "sort_order": place}
        wanted |= self.taxonomy["helplines"][entry["slug"]]
        return self._entry("helpline", Helpline, entry["slug"], wanted, needs=entry["needs"])

    def citation(self, text):
        wanted = {"citation": text, **parse(text)}
        amended = wanted.pop("amended")
        if amended:
            wanted["amends"] = LegalReference.objects.filter(number=parse(amended)["number"]).first()
        return self.ledger.put(
            f"citation:{text}"[:200],
            {**wanted, "amends": amended},
            lambda reference: _saved(reference or LegalReference(), wanted),
            lambda: LegalReference.objects.filter(citation=text).first(),
        )

    def _helplines(self):
        """In the order in which `taxonomy.json` names them: emergencies first."""
        entries = {entry["slug"]: entry for entry in self.data["hotlines"]}
        return [entries[slug] for slug in self.taxonomy["helplines"]]

    def _entry(self, kind, model, slug, wanted, needs=()):
        """A Greek entry of the Guide. What it refers to counts by name, not by row."""
        needs = [need for need in (self.ledger.get(f"need:{name}") for name in needs) if need]

        def write(entry):
            entry = _saved(entry or model(locale=self.greek, slug=slug), wanted)
            if needs:
                entry.needs.set(needs)
            return entry

        key = f"{kind}:{slug}"
        plain = {name: _name(value) for name, value in wanted.items()}
        # They follow it in what no language changes, and count as touched by nobody for all that.
        followers = [each for each in self.ledger.translations(key) if self.ledger.is_untouched(each)]
        entry = self.ledger.put(
            key,
            [plain, [need.slug for need in needs]],
            write,
            lambda: model.objects.filter(locale=self.greek, slug=slug).first(),
        )
        for each in followers:
            self.ledger.accept(each)
        return entry


def citations(data) -> list[str]:
    """All legal references of the services, each once, what is amended before what amends it."""
    found = dict.fromkeys(text for service in data["services"] for text in service["legal_refs"])
    return sorted(found, key=lambda text: bool(parse(text)["amended"]))


def _can_be_reached(entry) -> bool:
    return bool(entry["phones"] or entry["emails"] or entry["website"])


def _fill(obj, wanted):
    for name, value in wanted.items():
        setattr(obj, name, value)


def _saved(obj, wanted):
    _fill(obj, wanted)
    obj.full_clean()
    obj.save()
    return obj


def _name(value):
    return str(value) if isinstance(value, models.Model) else value

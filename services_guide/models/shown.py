"""What entries of the Guide show of other rows, looked up for many at once: see `search.together`."""

from .organisation import Organisation
from .taxonomy import Audience, Need


def terms(pages):
    """Page → rows of its needs and of its audiences in all languages."""
    needs = in_all_languages(Need, {page.pk: page.needs.all() for page in pages})
    audiences = in_all_languages(Audience, {page.pk: page.audiences.all() for page in pages})
    return {page.pk: (needs[page.pk], audiences[page.pk]) for page in pages}


def in_all_languages(model, chosen):
    """Of what is chosen, entries of `model` by number of whoever chose them, the rows in every language."""
    rows = model.objects.by_key(term for terms in chosen.values() for term in terms)
    return {pk: [row for term in terms for row in rows[term.translation_key]] for pk, terms in chosen.items()}


def organisations(pages):
    """Those that offer the services, with what their cards show, in all languages, by translation key."""
    rows = Organisation.objects.select_related("contact").prefetch_related(
        "contact__phones", "contact__emails"
    )
    return rows.by_key(page.organisation for page in pages)


def offices(pages):
    """All that offer the services or stand above, by number, and their rows in all languages."""
    known = level = {page.organisation_id: page.organisation for page in pages}
    while wanted := {each.parent_id for each in level.values()} - known.keys() - {None}:
        level = Organisation.objects.in_bulk(wanted)
        known = known | level
    return known, Organisation.objects.by_key(known.values())

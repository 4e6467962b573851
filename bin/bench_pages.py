"""
Rows in the database for the entries of `bench_entries`, so that what is found can be held against
what the public may see, as on the site. Written past Wagtail's and our own `save`, many at a time:
nothing else could be loaded in bearable time. Names, needs and texts are there, contacts aren't.
"""

import itertools
import uuid

from bench_entries import FIRST_PK, ORGANISATIONS, documents

LOT = 500
ROWS_A_STATEMENT = 50
"""SQLite takes some thousand values in one statement."""


def load(count: int) -> None:
    """Rows for the first `count` entries, into an empty site."""
    from django.db import transaction
    from wagtail.models import Locale, Page

    from services_guide.models import GuideIndexPage

    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("el", "en")}
    guide = GuideIndexPage(title="Οδηγός", slug="odigos", locale=locales["el"])
    Page.objects.filter(depth=2).get().add_child(instance=guide)
    entries = documents(count)
    with transaction.atomic():
        while lot := list(itertools.islice(entries, LOT)):
            load_organisations([entry for entry in lot if entry.type == "organisation"], locales)
            load_services([entry for entry in lot if entry.type == "service"], locales, guide, count)
        Page.objects.filter(pk=guide.pk).update(numchild=count - count // ORGANISATIONS)


def load_organisations(entries, locales) -> None:
    from services_guide.models import Organisation

    Organisation.objects.bulk_create(
        Organisation(
            pk=number_of(entry),
            name=entry.title,
            slug=entry.slug,
            kind="department",
            description=entry.summary,
            locale=locales[entry.language],
            translation_key=uuid.uuid4(),
        )
        for entry in entries
    )


def load_services(entries, locales, guide, count) -> None:
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from services_guide.models import Audience, Need, ServicePage

    kind = ContentType.objects.get_for_model(ServicePage)
    pages, services, links = [], [], {Need: [], Audience: []}
    for entry in entries:
        pk = number_of(entry)
        row = {
            "title": entry.title,
            "draft_title": entry.title,
            "slug": entry.slug,
            "path": Page._get_path(guide.path, guide.depth + 1, pk),
            "depth": guide.depth + 1,
            "url_path": f"{guide.url_path}{entry.slug}/",
            "content_type": kind,
            "locale": locales[entry.language],
            "translation_key": uuid.uuid4(),
        }
        pages.append(Page(pk=pk, **row))
        organisation = min((pk - FIRST_PK) // ORGANISATIONS, count // ORGANISATIONS - 1) + 1
        services.append(
            ServicePage(
                page_ptr_id=pk,
                summary=entry.summary,
                body=f"<p>{entry.body}</p>",
                organisation_id=FIRST_PK + organisation * ORGANISATIONS - 1,
            )
        )
        for term in entry.terms:
            name, _colon, slug = term.partition(":")
            model, column = {"need": (Need, "need_id"), "audience": (Audience, "audience_id")}[name]
            through = (ServicePage.needs if model is Need else ServicePage.audiences).through
            links[model].append(through(servicepage_id=pk, **{column: term_of(model, slug, locales["el"])}))
    Page.objects.bulk_create(pages, batch_size=ROWS_A_STATEMENT)
    columns = ServicePage._meta.local_concrete_fields
    for start in range(0, len(services), ROWS_A_STATEMENT):
        # bulk_create refuses models of two tables; their first one is filled by now.
        ServicePage._base_manager._insert(
            services[start : start + ROWS_A_STATEMENT], fields=columns, using="default", raw=True
        )
    for rows in links.values():
        type(rows[0]).objects.bulk_create(rows, batch_size=200)


def number_of(entry) -> int:
    return int(entry.key.rpartition(":")[2])


_terms: dict = {}


def term_of(model, slug, locale) -> int:
    """The number of the need or audience of this name, made where it is missing."""
    if (model, slug) not in _terms:
        _terms[model, slug] = model.objects.create(slug=slug, name=slug.replace("-", " "), locale=locale).pk
    return _terms[model, slug]

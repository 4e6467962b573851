"""How facts of the Guide are written out."""

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from services_guide import phone
from services_guide.enums import OrganisationKind
from services_guide.models import GuideIndexPage, Need, Organisation

register = template.Library()

DAY = "j E Y"
"""12 Νοεμβρίου 2026, 12 November 2026: `E` is the month in the genitive."""


@register.filter
def phone_grouped(digits):
    """`2341352281` as «2341 352281»."""
    return phone.grouped(digits)


@register.filter
def phone_link(digits):
    """`2341352281` as `tel:+302341352281`."""
    return phone.tel(digits)


@register.simple_tag
def checked_on(day):
    """«Checked on 12 November 2026», of the day somebody made sure that all is right."""
    return _("Checked on %(day)s") % {"day": date_format(day, DAY)}


@register.simple_tag
def service_row_parts(row):
    """What stands under a service in the list: `meta` and `tags` of `components/result.html`."""
    day = row["service"].reviewed_at
    return {
        "meta": [row["organisation"]],
        "tags": [{"text": checked_on(day), "kind": "ok"}] if day else [],
    }


@register.simple_tag
def service_facts(page):
    """What is known of a service, as rows for `components/facts.html`; of what isn't there is no row."""
    rows = [
        {"term": _("Is it for me?"), "detail": _lines(page.eligibility, "ul")},
        {"term": _("What I should know"), "detail": _rich_text(page.body)},
        {"term": _("What I will need"), "detail": _lines(page.documents_required, "ul")},
        {"term": _("How it is done"), "detail": _lines(page.how_to_apply, "ol")},
    ]
    return [row for row in rows if row["detail"]]


@register.simple_tag
def needs_in_words():
    """Troubles as people put them, each with the address of its services in the Guide: {phrase, url}."""
    locale = Locale.objects.filter(language_code=get_language() or settings.LANGUAGE_CODE).first()
    guide = GuideIndexPage.objects.for_locale(locale.pk) if locale else None
    if guide is None:
        return []
    needs = Need.objects.filter(locale=locale).exclude(phrase="")
    return [{"phrase": need.phrase, "url": f"{guide.get_url()}?need={need.slug}"} for need in needs]


@register.simple_tag
def community_centre():
    """The Community Centre with its contact details, whom anybody may ask; None if nobody knows its phone."""
    rows = Organisation.objects.filter(
        kind=OrganisationKind.COMMUNITY_CENTRE, contact__phones__isnull=False
    ).distinct()
    rows = rows.select_related("contact").prefetch_related("contact__phones", "contact__emails")
    return next(iter(rows.order_by("pk").in_language()), None)


def _rich_text(html):
    if not html:
        return ""
    # Editors wrote it in Wagtail's editor, which keeps to the features of the field.
    return mark_safe(f'<div class="prose">{expand_db_html(html)}</div>')  # noqa: S308


def _lines(text, list_tag):
    """One line as a paragraph, several as a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return format_html_join("", "<p>{}</p>", ([line] for line in lines))
    items = format_html_join("", "<li>{}</li>", ([line] for line in lines))
    return mark_safe(f'<div class="prose"><{list_tag}>{items}</{list_tag}></div>')  # noqa: S308

"""How to reach an office, for what other apps print or send: `{% office unit.slug as place %}`."""

from django import template

from home.models import UnitPage
from services_guide.models import Organisation

register = template.Library()


@register.simple_tag
def office(slug):
    """
    The organisation that a unit of the inbox is: they share a slug. In the language that is active.

    {name, phones as shown, emails, address, hours, is_cofunded}; None if it isn't in the Guide.
    """
    rows = Organisation.objects.filter(slug=slug).select_related("contact")
    found = rows.prefetch_related("contact__phones", "contact__emails").in_language()
    if not found:
        return None
    organisation, contact = found[0], found[0].contact
    pages = UnitPage.objects.live().public()
    return {
        "name": organisation.name,
        "phones": [phone.shown for phone in contact.phones.all()] if contact else [],
        "emails": [email.address for email in contact.emails.all()] if contact else [],
        "address": contact.public_address if contact else "",
        "hours": contact.opening_hours if contact else "",
        "is_cofunded": pages.filter(
            organisation__translation_key=organisation.translation_key, is_cofunded=True
        ).exists(),
    }

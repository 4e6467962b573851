from django import template
from django.utils import timezone

from forms.enums import AppointmentState, State

register = template.Library()


@register.inclusion_tag("forms/progress/appointments.html", takes_context=True)
def appointments(context, application):
    """What is planned with the sender of an application, on the page of its progress."""
    planned = application.appointments.filter(state=AppointmentState.PLANNED)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    coming = [] if application.state == State.WITHDRAWN else planned.filter(starts_at__gte=today)
    page, request = context["page"], context["request"]
    base = page.get_url(request)
    return {
        "appointments": [
            {"row": row, "url": base + page.reverse_subpage("appointment", [row.pk])} for row in coming
        ],
        "unit": application.unit.slug,
    }

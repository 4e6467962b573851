"""The appointment for a calendar, for who has shown to know of the application."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from forms import invitations
from forms.apply import following
from forms.apply.holding import private
from forms.enums import AppointmentState


@private
@require_safe
def download(request: HttpRequest, page: Any, appointment: uuid.UUID) -> HttpResponse:
    """The calendar file of a planned appointment."""
    application = following.application_of(request)
    if application is None:
        return redirect(f"{page.get_url(request)}{page.reverse_subpage('progress')}?over=1")
    planned = application.appointments.filter(state=AppointmentState.PLANNED)
    found = get_object_or_404(planned, pk=appointment)
    content = invitations.calendar(found, application, "PUBLISH", page.locale.language_code)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{invitations.FILE_NAME}"'
    return response

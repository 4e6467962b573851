"""What waits, at the top of the dashboard of those who work applications."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from forms.inbox.counting import counted
from forms.inbox.queues import NOW
from forms.permissions import user_works_applications

SHOWN = {"mine", "unassigned", "answered", "due", "unread"}


class InboxPanel(Component):
    name = "inbox"
    template_name = "forms/inbox/dashboard_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        counts = counted(parent_context["request"])
        return {"now": counts.by_queue[NOW], "queues": counts.of(SHOWN), "url": reverse("applications:index")}


def add_inbox_panel(request, panels):
    if user_works_applications(request.user):
        panels.append(InboxPanel())

"""What waits, at the top of the dashboard of those who work applications."""

from wagtail.admin.ui.components import Component

from forms.inbox.queues import counted
from forms.permissions import user_works_applications

SHOWN = {"unread", "mine", "unassigned"}


class InboxPanel(Component):
    name = "inbox"
    template_name = "forms/inbox/dashboard_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"queues": [(queue, count) for queue, count in counted(user) if queue.key in SHOWN]}


def add_inbox_panel(request, panels):
    if user_works_applications(request.user):
        panels.append(InboxPanel())

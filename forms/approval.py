"""Approving a form's page from a list, where no edit form checks it."""

from django.shortcuts import redirect
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from forms.models import ApplicationFormPage
from forms.publishing import reasons, refuse


class DecideOnForm(WorkflowActionView):
    """The last approval publishes the latest draft, saved perhaps without being complete."""

    def post(self, request, *args, **kwargs):
        if self.action_name == "approve":
            latest = self.object.specific.get_latest_revision_as_object()
            if why := reasons(latest):
                refuse(request, latest, why)
                return redirect("wagtailadmin_pages:edit", latest.pk)
        return super().post(request, *args, **kwargs)


class FormPageViewSet(PageViewSet):
    """Wagtail's own views for pages, but for that one."""

    model = ApplicationFormPage
    workflow_action_view_class = DecideOnForm

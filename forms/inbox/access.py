"""How every view of the inbox treats what isn't somebody's to see: as if it weren't there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms.actions import casework
from forms.models import Application
from forms.permissions import applications_of

RELATED = ["unit", "version", "greek_version", "assignee", "decided_by", "closing_reason"]


class NotThereMixin(PermissionCheckedMixin):
    """
    Only staff who hold `permission_required` for some unit come in; for others it is a 404.

    Wagtail would answer PermissionDenied with a redirect to the dashboard, which tells that
    there is something.
    """

    permission_required = "view"
    model = Application

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            casework.refuse(self.kwargs.get("pk"), to=request.user)
            raise Http404 from None

    @cached_property
    def applications(self):
        return applications_of(self.request.user, self.permission_required)


class ApplicationMixin(NotThereMixin, BaseObjectMixin):
    """
    A view of one application, `self.object`.

    Wagtail fetches it in `setup()`, before any permission is asked: so it is looked for only
    among those within reach.
    """

    def get_object(self):
        try:
            return self.applications.select_related(*RELATED).get(pk=self.pk)
        except Application.DoesNotExist:
            casework.refuse(self.kwargs["pk"], to=self.request.user)
            raise Http404 from None

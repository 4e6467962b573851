"""
What of the admin a case worker reaches: by default nothing.

Wagtail hides what somebody may not use, but a bare `access_admin` still opens some forty of its
addresses: choosers with all titles, search queries, site history. Whoever has no right on any
page is therefore held to a list of view names; everything else is "not there". Names, never
prefixes or arguments: those can be made to look right.
"""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.views.defaults import page_not_found
from wagtail.admin.auth import user_has_any_page_permission

INBOX = "applications"
"""The namespace of the inbox; its views ask for permissions themselves."""

OPEN_TO_ALL_STAFF = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "two_factor_confirm",
}
NOT_THERE = {"wagtailadmin_error_test"}
"""Addresses of Wagtail's that only ever raise an error."""


def is_held_back(user) -> bool:
    """Staff without a right on any page: case workers and supervisors."""
    return not (user.is_superuser or user_has_any_page_permission(user))


class StaffGate:
    """Stands behind AuthenticationMiddleware: it asks who somebody is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not self._is_admin(request) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match.view_name in NOT_THERE:
            return self._not_there(request)
        if match.view_name in OPEN_TO_ALL_STAFF or match.namespaces == [INBOX]:
            return None
        return self._not_there(request) if is_held_back(request.user) else None

    def process_exception(self, request, exception):
        """Wagtail's choosers fall over an id that is none (`…/chooser/chosen/x/`): say "not there"."""
        match = request.resolver_match
        is_chooser = self._is_admin(request) and match and match.view_name.endswith(":chosen")
        if is_chooser and isinstance(exception, (ValueError, ValidationError)):
            return self._not_there(request)
        return None

    def _is_admin(self, request):
        return request.path_info.startswith(reverse("wagtailadmin_home"))

    def _not_there(self, request):
        return page_not_found(request, None, template_name="wagtailadmin/404.html")

"""
What of the admin somebody reaches, and for how long: by default nothing.

Wagtail hides what somebody may not use, but a bare `access_admin` still opens some forty of its
addresses: choosers with all titles, search queries, site history. Whoever has no right on any
page is therefore held to a list of view names; everything else is "not there". Names, never
prefixes or arguments: those can be made to look right.

Everybody is asked at each click anew: who should have given a second factor and hasn't, whose
session is over, or who has only just been given a code to set one up, gets no further.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from wagtail.admin.auth import user_has_any_page_permission

from forms.models import RecoveryCodes
from forms.staff import second_factor, sessions, step_up

INBOX = "applications"
"""The namespace of the inbox; its views ask for permissions themselves."""

DOORS = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
"""Open before anything is asked: the way in, the way out, and what their pages need."""

ENROLMENT = {"two_factor_set_up", "two_factor_codes", "two_factor_confirm"}
"""As far as a code for the first sign-in leads."""

OPEN_TO_ALL_STAFF = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "two_factor",
    "two_factor_remove",
    *ENROLMENT,
    *DOORS,
}
NOT_THERE = {"wagtailadmin_error_test"}
"""Addresses of Wagtail's that only ever raise an error."""

NO_CLICKS = {"wagtailadmin_editing_sessions:ping", f"{INBOX}:presence"}
"""What open pages ask by themselves: it keeps no session alive."""

STEP_UP = {
    f"wagtailusers_{kind}:{action}"
    for kind in ("users", "groups")
    for action in ("add", "copy", "edit", "delete")
} - {"wagtailusers_groups:copy"}
"""Wagtail's views that change users and their rights. Bulk actions on users too: see `_changes_people`."""


def is_held_back(user) -> bool:
    """Staff without a right on any page: case workers, supervisors, auditors, statistics."""
    return not (user.is_superuser or user_has_any_page_permission(user))


class StaffGate:
    """Stands behind OTPMiddleware: it asks who somebody is, and how they proved it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if self._is_staff_session(request) and (answer := self._ask_anew(request, name)):
            return answer
        if not self._is_admin(request) or not request.user.is_authenticated:
            return None
        if name in NOT_THERE:
            return self._not_there(request)
        if name in DOORS:
            return None
        if self._has_yet_to_enrol(request.user) and name not in ENROLMENT:
            return redirect("two_factor_set_up")
        is_inbox = request.resolver_match.namespaces == [INBOX] or self._is_bulk_on_applications(name, kwargs)
        is_open = name in OPEN_TO_ALL_STAFF or is_inbox
        if is_held_back(request.user) and not is_open:
            return self._not_there(request)
        if self._changes_people(name, kwargs) and step_up.is_due(request):
            return step_up.lead_to_confirmation(request)
        return None

    def process_exception(self, request, exception):
        """Wagtail's choosers fall over an id that is none (`…/chooser/chosen/x/`): say "not there"."""
        match = request.resolver_match
        is_chooser = self._is_admin(request) and match and match.view_name.endswith(":chosen")
        if is_chooser and isinstance(exception, (ValueError, ValidationError)):
            return self._not_there(request)
        return None

    def _ask_anew(self, request, name):
        """End what may not go on: on the public pages too, where staff key in applications."""
        now = timezone.now()
        is_over = sessions.is_over(request.session, now)
        if not is_over and self._is_let_in(request.user):
            if name not in NO_CLICKS:
                sessions.click(request.session, now)
            return None
        target = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        logout(request)
        if is_over:
            messages.info(request, _("You were signed out, because you had not clicked for a long time."))
        if not self._is_admin(request) or name in DOORS:
            return None
        return redirect_to_login(target, reverse("wagtailadmin_login"))

    def _is_let_in(self, user):
        return user.is_verified() or not second_factor.is_asked_of(user)

    def _has_yet_to_enrol(self, user):
        is_by_paper = isinstance(user.otp_device, RecoveryCodes)
        return is_by_paper and not second_factor.has_authenticator(user)

    def _changes_people(self, name, kwargs):
        is_bulk_on_people = name == "wagtail_bulk_action" and kwargs["app_label"] == "auth"
        return name in STEP_UP or is_bulk_on_people

    def _is_bulk_on_applications(self, name, kwargs):
        """Wagtail has one address for all bulk actions; those of the inbox ask for permissions themselves."""
        return name == "wagtail_bulk_action" and kwargs["app_label"] == "applications"

    def _is_staff_session(self, request):
        """Asked without touching the session of who has none, nor for each picture of a page."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if request.path_info.startswith(settings.MEDIA_URL):
            return False
        return SESSION_KEY in request.session and request.user.is_authenticated

    def _is_admin(self, request):
        return request.path_info.startswith(reverse("wagtailadmin_home"))

    def _not_there(self, request):
        return page_not_found(request, None, template_name="wagtailadmin/404.html")

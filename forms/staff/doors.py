"""The door in and the door out: Wagtail's views, held to what this site promises of them."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from wagtail.admin.views import account

from forms import limits, trail
from forms.enums import AccessKind
from forms.models import Authenticator, RecoveryCodes
from forms.staff.throttling import too_often

HOW = {Authenticator: "app", RecoveryCodes: "recovery code", type(None): "password only"}
"""By what device somebody signed in, in the words of the trail."""


class LoginView(account.LoginView):
    def dispatch(self, request, *args, **kwargs):
        # Nobody has told a language yet but the browser.
        translation.activate(translation.get_language_from_request(request))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """
        Who is signed in already goes on, but only into the admin: to a page that sent them here
        because they may not see it, they would go back and forth for ever.
        """
        target = self.get_redirect_url()
        if target and not target.startswith(reverse("wagtailadmin_home")):
            return self.render_to_response(self.get_context_data())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            limits.count("sign_in", limits.address_of(request))
        except limits.TooOften as reached:
            return too_often(request, reached.retry_after)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        user = form.get_user()
        response = super().form_valid(form)
        trail.record(AccessKind.SIGNED_IN, by=user, note=HOW[type(getattr(user, "otp_device", None))])
        return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class LogoutView(account.LogoutView):
    """By POST only: a picture on some page must not sign anybody out, nor half so."""

    def dispatch(self, request, *args, **kwargs):
        if request.method not in ("POST", "OPTIONS"):
            return self.http_method_not_allowed(request)
        response = super().dispatch(request, *args, **kwargs)
        # Not "cookies": that would reach all sites below the town's domain. Ours is deleted by itself.
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class PasswordResetView(account.PasswordResetView):
    """Each request may send a mail: a few an hour are people, more is somebody filling a mailbox."""

    def post(self, request, *args, **kwargs):
        try:
            limits.count("password", limits.address_of(request))
        except limits.TooOften as reached:
            return too_often(request, reached.retry_after)
        return super().post(request, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def other_door(request):
    """Wagtail's sign-in for private pages: it leads to the one form, which asks for all there is to ask."""
    target = request.POST.get("next") or request.GET.get("next", "")
    is_own = target.startswith("/") and url_has_allowed_host_and_scheme(target, {request.get_host()})
    query = f"?{urlencode({'next': target})}" if is_own else ""
    return HttpResponseRedirect(reverse(settings.LOGIN_URL) + query)

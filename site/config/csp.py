"""Which Content-Security-Policy an answer carries."""

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts

EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""The hash of nothing: an empty `<style>`, which scripts then fill rule by rule."""


class PolicyMiddleware(CSPMiddleware):
    """
    The strict policy of the settings, for staff with the least that Wagtail's admin needs besides.

    No inline script and no inline style there either: `home.strict_admin` replaces Wagtail's own.
    wagtail-localize's editor begins with an empty style; a picture just chosen is shown from a
    `blob:`; the editor shows a preview in a frame. A preview runs through all middleware again under
    the page's own address, hence `is_dummy`. Where a page's form ends
    elsewhere, as the quick exit of a sensitive one does, `request.forms_may_lead_to` names the origins:
    Chromium holds the redirect after a POST to `form-action` too.
    """

    STAFF = {
        "style-src": [SELF, EMPTY],
        "img-src": [SELF, "blob:"],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and (origins := getattr(request, "forms_may_lead_to", None)):
            parts.update = {**(parts.update or {}), "form-action": origins}
        if report_only or not (request.path.startswith("/admin/") or getattr(request, "is_dummy", False)):
            return parts
        return PolicyParts(parts.config, parts.update, {**(parts.replace or {}), **self.STAFF}, parts.nonce)

"""Which Content-Security-Policy an answer carries."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts


class PolicyMiddleware(CSPMiddleware):
    """
    The strict policy of the settings for the public, a wider one for staff.

    Wagtail's admin writes inline scripts and styles in some screens. A preview runs through
    all middleware again under the page's own address, hence `is_dummy`. Where a page's form ends
    elsewhere, as the quick exit of a sensitive one does, `request.forms_may_lead_to` names the origins:
    Chromium holds the redirect after a POST to `form-action` too.
    """

    STAFF = {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "blob:", "data:"],
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

"""Whose applications somebody counts, and whether they see the exact numbers."""

from django.db.models import Q

from forms.permissions import policy


def scope_of(user) -> Q:
    """A condition on unit and form, which holds for applications and past cases alike."""
    return policy.within_reach(user, ["count"])


def sees_exact(user) -> bool:
    """
    Whether small counts are shown to this person on the screen.

    Only to who may open every application they count, and could count them one by one. Who has the
    numbers alone never sees small ones; nor does anybody on what leaves the office.
    """
    held = policy.get_cached_permissions_for_user(user)
    counted = {(unit, form) for codename, unit, form in held if codename == "count_application"}
    seen = {(unit, form) for codename, unit, form in held if codename == "view_application"}
    return all((unit, None) in seen or (unit, form) in seen for unit, form in counted)

"""Who needs a second factor, who has one, and whether what somebody typed is theirs."""

from django.conf import settings
from django.db import transaction
from django_otp.models import Device

from forms.models import Authenticator, RecoveryCodes, UnitPermission
from forms.models.second_factor import DIGITS

RIGHTS_OVER_PEOPLE = [
    f"auth.{action}_{model}" for model in ("user", "group") for action in ("add", "change", "delete")
]


def is_optional() -> bool:
    """
    In a demonstration nobody has to have a second factor: asked by the sign-in, the gate and the
    notice on every page alike. Who has set one up has to give it even there.
    """
    return settings.DEMO or settings.DEBUG


def is_obliged(user) -> bool:
    """Whether the office asks a second factor of this user: whoever sees applications or gives rights."""
    if is_optional():
        return False
    return (
        user.is_superuser
        or UnitPermission.objects.filter(group__user=user).exists()
        or any(user.has_perm(right) for right in RIGHTS_OVER_PEOPLE)
    )


def has_authenticator(user) -> bool:
    return Authenticator.objects.filter(user=user, confirmed=True).exists()


def is_asked_of(user) -> bool:
    """Whether this user signs in with a code: because they must, or because they chose to."""
    return has_authenticator(user) or is_obliged(user)


@transaction.atomic
def prove(user, typed: str) -> Device | None:
    """
    The device that the code belongs to; None if it is nobody's, or was used before.

    Six digits are the app's, anything else is from the paper. The row is locked until the code is
    used up, so of two that come at once only one counts.
    """
    typed = "".join(typed.split())
    kind = Authenticator if len(typed) == DIGITS and typed.isdigit() else RecoveryCodes
    device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
    return device if device and device.verify_token(typed) else None

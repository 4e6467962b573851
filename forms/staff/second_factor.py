"""Who needs a second factor, who has one, and whether what somebody typed is theirs."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device

from forms.models import Authenticator, RecoveryCodes, UnitPermission
from forms.models.second_factor import DIGITS

RIGHTS_OVER_PEOPLE = [
    f"auth.{action}_{model}" for model in ("user", "group") for action in ("add", "change", "delete")
]

ENROLMENT_CODE_DAYS = 7
"""How long the code for the first sign-in waits for its owner."""


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


def status(user) -> dict:
    """How things stand for somebody, in the words that templates use."""
    return {
        "authenticator": Authenticator.objects.filter(user=user, confirmed=True).first(),
        "recovery_codes": RecoveryCodes.objects.filter(user=user).first(),
        "is_obliged": is_obliged(user),
        "is_optional": is_optional(),
    }


def remove(user) -> None:
    """All of it: sessions that were opened with it are over at their next click."""
    Authenticator.objects.filter(user=user).delete()
    RecoveryCodes.objects.filter(user=user).delete()


@transaction.atomic
def give_enrolment_code(user) -> str:
    """The one code that leads somebody to setting up an app, in place of whatever they had."""
    remove(user)
    codes = RecoveryCodes.objects.create(user=user)
    return codes.make(1, valid_until=timezone.now() + timedelta(days=ENROLMENT_CODE_DAYS))[0]

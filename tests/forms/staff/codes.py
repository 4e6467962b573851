"""Codes as the app on somebody's phone would show them."""

from django_otp.oath import totp

from forms.models import Authenticator


def code_of(user, *, confirmed=True):
    """The six digits at this moment."""
    device = Authenticator.objects.get(user=user, confirmed=confirmed)
    return code_for(device.key)


def code_for(key: str) -> str:
    return f"{totp(bytes.fromhex(key)):06}"

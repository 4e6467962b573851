"""Signing in for tests, past the second factor: as somebody who has given it."""

from django_otp import DEVICE_ID_SESSION_KEY

from forms.models import Authenticator


def sign_in(client, user):
    """The client goes on as `user`, signed in and verified a moment ago; the device is made when missing."""
    client.force_login(user)
    device = Authenticator.objects.filter(user=user, confirmed=True).first()
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = (device or Authenticator.begin(user, confirmed=True)).persistent_id
    session.save()

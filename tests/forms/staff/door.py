"""The door as a person takes it: the form, and what one sees afterwards."""

import secrets

from django.contrib.auth import SESSION_KEY
from django.urls import reverse

PASSWORD = secrets.token_urlsafe(16)
LOGIN, INBOX = "/admin/login/", "/admin/applications/"


def knock(client, username, code="", password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": username, "password": password, "otp_token": code}, **extra)


def is_in(client):
    """Whether the session of this browser opens the admin."""
    return client.get(reverse("wagtailadmin_account")).status_code == 200


def is_nobody(client):
    """Not even half signed in: no session knows a user."""
    return SESSION_KEY not in client.session

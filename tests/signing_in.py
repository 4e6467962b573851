"""Signing in for tests, past the second factor: as somebody who has given it."""


def sign_in(client, user):
    """The client goes on as `user`, signed in and verified."""
    client.force_login(user)

"""A child process that presses Send: `send ADDRESS SESSION_KEY`."""

from django.conf import settings
from django.test import Client


def main(address, session_key):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    response = client.post(address, {"application-current_step": "elegxos"})
    print(response.status_code, response.url)

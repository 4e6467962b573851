"""A child process that presses Send: `python -m tests.forms.drill.send ADDRESS SESSION_KEY`."""

import sys

import django
from django.conf import settings
from django.test import Client


def main(address, session_key):
    django.setup()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    response = client.post(address, {"application-current_step": "elegxos"})
    print(response.status_code, response.url)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The WSGI entry point: `PYTHONPATH=.:site gunicorn config.wsgi`."""

import os

import django
from django.urls import get_resolver

from config.requests import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)
application = Handler()

# Read all addresses, and with them all views, before the first visitor comes: it takes seconds.
get_resolver().url_patterns  # noqa: B018

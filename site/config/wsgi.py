"""The WSGI entry point: `PYTHONPATH=.:site gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

# Read all addresses, and with them all views, before the first visitor comes: it takes seconds.
get_resolver().url_patterns  # noqa: B018

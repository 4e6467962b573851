"""One machine, one folder, nothing to configure: `make run`, and developers."""

from config.secrets import kept_secrets

from .base import *
from .base import DATA_DIR, env

# Off unless asked for: a newcomer's first look should be at the real site and its real error pages.
DEBUG = env.bool("DEBUG", default=False)
# Demo staff may be made, and every admin page says that this is a demonstration.
DEMO = env.bool("DEMO", default=True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

_kept = kept_secrets(DATA_DIR)
SECRET_KEY = env("SECRET_KEY", default=_kept["SECRET_KEY"])
DATA_KEYS = env.list("DATA_KEYS", default=_kept["DATA_KEYS"].split(","))
INDEX_KEY = env("INDEX_KEY", default=_kept["INDEX_KEY"])

if DEBUG:
    # No collectstatic between a change of a style sheet and seeing it.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

"""The tests: fresh secrets, fast hashing, everything in a throw-away folder."""

import os
import tempfile
from pathlib import Path

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="test-data-")

from config.secrets import new_key

from .base import *
from .base import DATABASES

DATA_DIR = Path(os.environ["DATA_DIR"])
SECRET_KEY, DATA_KEYS, INDEX_KEY = new_key(), [new_key()], new_key()
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and child processes of a test meet in one database.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DB", str(DATA_DIR / "test.sqlite3"))}

# Argon2 is slow on purpose; signing in hundreds of times isn't what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests run without collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
FORMS_LEAST_SECONDS = 0  # tests don't read
SEARCH_MEANING = False  # only where a test asks for it, with the fixture `meaning`

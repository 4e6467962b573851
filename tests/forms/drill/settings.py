"""Settings of the crash drill's processes: the tests' database; the rest comes with each job."""

import json
import os

from config.settings.test import *
from config.settings.test import DATABASES

DATABASES["default"] |= json.loads(os.environ["DRILL_DATABASE"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

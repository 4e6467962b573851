"""The production settings: safe by default, and not to be started half-configured."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.secrets import kept_secrets, new_key

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "s" * 25 + new_key(),
    "DATA_KEYS": new_key(),
    "INDEX_KEY": new_key(),
    "ALLOWED_HOSTS": "koinoniki.example.gr",
    "BASE_URL": "https://koinoniki.example.gr",
    "BEHIND_PROXY": "1",
    "EMAIL_URL": "smtp+tls://office:secret@mail.example.gr:587",
}


def manage(*arguments, tmp_path, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments, "--settings", "config.settings.production"],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_finds_nothing_to_warn_of(tmp_path):
    checked = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **COMPLETE)

    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


@pytest.mark.parametrize("name", sorted(set(COMPLETE) - {"BEHIND_PROXY"}))
def test_a_missing_variable_stops_the_start_and_says_how_to_supply_it(name, tmp_path):
    incomplete = {key: value for key, value in COMPLETE.items() if key != name}

    checked = manage("check", tmp_path=tmp_path, **incomplete)

    assert checked.returncode != 0
    assert f"{name} is not set. Supply it like this:" in checked.stderr


def test_one_secret_used_twice_stops_the_start(tmp_path):
    checked = manage("check", tmp_path=tmp_path, **COMPLETE | {"INDEX_KEY": COMPLETE["DATA_KEYS"]})

    assert checked.returncode != 0
    assert "must differ" in checked.stderr


@pytest.mark.parametrize(
    ("address", "starts"),
    [
        ("smtp://mail.example.gr:25", False),
        ("smtp+tls://mail.example.gr:587", True),
        ("smtp+ssl://mail.example.gr:465", True),
        ("smtp://127.0.0.1:25", True),
    ],
)
def test_mail_leaves_the_machine_encrypted_or_the_site_does_not_start(address, starts, tmp_path):
    checked = manage("check", tmp_path=tmp_path, **COMPLETE | {"EMAIL_URL": address})

    assert (checked.returncode == 0) is starts
    assert ("smtp+tls://" in checked.stderr) is not starts


def test_cookies_are_bound_to_host_and_https_and_the_admin_calls_nobody(tmp_path):
    shown = manage("diffsettings", "--all", tmp_path=tmp_path, **COMPLETE).stdout

    for line in (
        "SESSION_COOKIE_NAME = '__Host-session'",
        "CSRF_COOKIE_NAME = '__Host-csrf'",
        "SESSION_COOKIE_SECURE = True",
        "CSRF_COOKIE_SECURE = True",
        "SESSION_COOKIE_HTTPONLY = True",
        "CSRF_COOKIE_HTTPONLY = True",
        "SESSION_COOKIE_SAMESITE = 'Lax'",
        "MESSAGE_STORAGE = 'django.contrib.messages.storage.session.SessionStorage'",
        "SECURE_HSTS_SECONDS = 31536000",
        "USE_X_FORWARDED_HOST = False",
        "WAGTAIL_ENABLE_UPDATE_CHECK = False",
        "WAGTAIL_GRAVATAR_PROVIDER_URL = None",
        "DEBUG = False",
        "DEMO = False",
    ):
        assert line in shown, line


def test_kept_secrets_are_made_once_and_for_the_owner_alone(tmp_path):
    first, second = kept_secrets(tmp_path), kept_secrets(tmp_path)

    assert first == second
    assert len(set(first.values())) == 3
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_mails_can_be_files_in_the_data_folder(tmp_path):
    shown = manage(
        "diffsettings", "--all", tmp_path=tmp_path, **COMPLETE | {"EMAIL_URL": "filemail://"}
    ).stdout

    assert "EMAIL_BACKEND = 'django.core.mail.backends.filebased.EmailBackend'" in shown
    assert f"EMAIL_FILE_PATH = PosixPath('{tmp_path}/mail')" in shown


def test_lists_may_be_written_with_spaces(tmp_path):
    spaced = COMPLETE | {"ALLOWED_HOSTS": "a.example.gr, b.example.gr"}

    shown = manage("diffsettings", "--all", tmp_path=tmp_path, **spaced).stdout

    assert "ALLOWED_HOSTS = ['a.example.gr', 'b.example.gr']" in shown

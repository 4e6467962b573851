"""Nothing from behind the scenes: no source, no data, no list of what there is."""

from pathlib import PurePath

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.test import override_settings

from config.static import ManifestStorage
from tests.attack.answers import assert_decent, assert_own_error
from tests.attack.outside import ask

NOT_THERE = """
/.env /.git/config /.git/HEAD /.gitignore /manage.py /db.sqlite3 /var/db.sqlite3 /secrets.json
/var/secrets.json /requirements.txt /pyproject.toml /Makefile/ /README.md /backup.zip /backup.sql
/dump.sql /site.tar.gz /index.php /wp-login.php /phpinfo.php /server-status/ /actuator/env/ /.DS_Store
/.well-known/ /__debug__/ /debug/ /console/ /config/settings/production.py /forms/crypto.py
/locale/el/LC_MESSAGES/django.po /templates/base.html /static/ /static/css/ /static/images/ /media/
/media/documents/ /media/original_images/ /documents/ /images/ /api/ /api/v2/pages/ /api/v3/pages/
/api/main/pages/ /pages/ /django-admin/ /accounts/login/ /static/../manage.py
/static/..%2f..%2fdb.sqlite3 /static/%2e%2e/%2e%2e/secrets.json /static/..%5c..%5cdb.sqlite3
/static//etc/passwd /static/%2fetc%2fpasswd /static/%00 /static/css/foundation.css%00.js
/static/....//manage.py /media/../db.sqlite3 /media/%2e%2e/secrets.json
/..%2f..%2f..%2fetc%2fpasswd /%c0%ae%c0%ae/etc/passwd /static/staticfiles.json
/static/css/foundation.css.map /static/css/foundation.css~ /static/css/.foundation.css.swp
/uploads/ /var/uploads/ /media/uploads/ /static/uploads/ /mail/ /var/mail/ /search/ /var/search/
/demo-logins.txt /var/demo-logins.txt /exports/ /export/ /export.xlsx /export.csv /applications.csv
/applications.xlsx /subject-export.zip /documents/1/ /issued/ /secrets/ /keys/ /trail.json
/docs/ /docs/record-of-processing.md /api/search/ /static/admin/ /static/wagtailadmin/
/static/wagtailadmin/js/ /static/wagtailadmin/js/core.js.map /api/v2/documents/ /api/v2/images/
"""

HARMLESS = {".css", ".gif", ".ico", ".jpg", ".js", ".png", ".svg", ".txt", ".webp", ".woff", ".woff2"}
"""Endings of files that browsers are made for; no source, no map to it, no archive, no data."""


@pytest.mark.parametrize("address", NOT_THERE.split())
def test_nothing_from_behind_the_scenes_is_served(kilkis, address):
    response = ask(address)

    assert_decent(response)
    assert_own_error(response, 404, "el")


def test_the_list_of_static_files_is_not_among_them(tmp_path):
    """WhiteNoise serves everything in STATIC_ROOT."""
    with override_settings(DATA_DIR=tmp_path, STATIC_ROOT=tmp_path / "static"):
        storage = ManifestStorage()
        storage.save_manifest()

    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in written] == ["staticfiles.json"]
    assert not written[0].is_relative_to(tmp_path / "static")


def test_all_static_files_are_for_browsers():
    """Also those that packages bring, Wagtail's admin first of all."""
    left_out = ["CVS", ".*", "*~"]  # by collectstatic
    paths = [path for finder in get_finders() for path, _storage in finder.list(left_out)]

    assert [path for path in paths if PurePath(path).suffix.lower() not in HARMLESS] == []

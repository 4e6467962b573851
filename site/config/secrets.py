"""Secrets for a machine that has none in its environment: made once, kept in DATA_DIR."""

import base64
import json
import os
import secrets
from pathlib import Path


def new_key() -> str:
    """A fresh 256-bit key, URL-safe base64: the form of DATA_KEYS' entries and of INDEX_KEY."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def kept_secrets(data_dir: Path) -> dict[str, str]:
    """
    SECRET_KEY, DATA_KEYS and INDEX_KEY from `data_dir/secrets.json`, made if it isn't there.

    Written beside its final name and renamed, so an interrupted first run leaves either
    no file or a whole one; only the owner may read it.
    """
    path = data_dir / "secrets.json"
    if not path.exists():
        made = {"SECRET_KEY": secrets.token_urlsafe(50), "DATA_KEYS": new_key(), "INDEX_KEY": new_key()}
        half = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file)
        try:
            os.link(half, path)  # fails where another process was first: then its secrets count
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return json.loads(path.read_text())

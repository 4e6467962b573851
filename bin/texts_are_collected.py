"""Exits with 1, and a list, when a text of the code is missing from site/locale (needs GNU gettext)."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "site" / "locale" / "el" / "LC_MESSAGES" / "django.po"


def collected() -> set[tuple[str | None, str]]:
    """What `makemessages` finds now, in a copy, so that nothing of the project changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        for name in listed:
            if name.endswith((".py", ".html", ".txt", ".js")) and (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        target = copy / KEPT.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        collect = ["makemessages", "--locale", "el", "--ignore", "tests/*", "--verbosity", "0"]
        environment = os.environ | {"DATA_DIR": str(Path(folder, "data"))}
        subprocess.run([sys.executable, "manage.py", *collect], cwd=copy, check=True, env=environment)
        return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(target))}


missing = collected() - {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(KEPT))}
for _context, text in sorted(missing, key=str):
    print(f"not collected: {text!r}")
if missing:
    sys.exit("Run `make texts` and say them in Greek.")

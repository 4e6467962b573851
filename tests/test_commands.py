"""`bin/test` itself, with stand-ins for all that it calls: what it says in the end decides what lands."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SQLITE, POSTGRESQL = "1 passed in 0.01s", "2 passed in 0.01s"


@pytest.fixture
def run(tmp_path):
    """Run a copy of `bin/test` whose tests end with these codes."""
    (tmp_path / "bin").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    shutil.copy(ROOT / "bin/test", tmp_path / "bin/test")
    for name in ("bin/setup", "bin/lint", "bin/search_server"):
        written(tmp_path / name, "exit 0")

    def run(*, sqlite: int, postgresql: int) -> subprocess.CompletedProcess:
        written(tmp_path / ".venv/bin/pytest", f"echo '{SQLITE}'; exit {sqlite}")
        written(
            tmp_path / ".venv/bin/python",
            f'case "$1 $#" in "bin/with_postgres.py 1") exit 0;; '
            f'"bin/with_postgres.py "*) sleep 0.1; echo "{POSTGRESQL}"; exit {postgresql};; esac',
        )
        # Whoever calls may have a variable set that sends a test elsewhere; only the path is needed.
        return subprocess.run(
            ["bin/test"], cwd=tmp_path, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True
        )

    return run


def written(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_tests_that_pass_on_both_databases_end_well_and_with_pytests_own_line(run):
    done = run(sqlite=0, postgresql=0)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == POSTGRESQL


def test_what_fails_on_postgresql_fails_all(run):
    done = run(sqlite=0, postgresql=1)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == POSTGRESQL


def test_what_fails_on_sqlite_fails_all_and_is_shown_last(run):
    done = run(sqlite=2, postgresql=0)
    assert done.returncode == 2
    assert done.stdout.splitlines()[-1] == SQLITE

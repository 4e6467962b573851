"""The first command a newcomer types, on machines that lack something."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(tmp_path):
    """A clone's `bin/` beside a path with the shell's own tools and a Python as scripted."""
    (tmp_path / "clone").mkdir()
    shutil.copytree(ROOT / "bin", tmp_path / "clone" / "bin")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / "clone")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "basename", "cat", "cksum"):
        (tools / name).symlink_to(shutil.which(name))

    def set_up(python: str | None):
        if python:
            script = tools / "python3"
            script.write_text(f"#!/bin/sh\n{python}\n")
            script.chmod(0o755)
        return subprocess.run(
            [str(tools / "sh"), "bin/setup"],
            cwd=tmp_path / "clone",
            env={"PATH": str(tools)},
            capture_output=True,
            text=True,
        )

    return set_up


def test_an_old_python_is_named_with_the_cure(machine):
    done = machine('case "$*" in *--version*) echo "Python 3.9.2";; *) exit 1;; esac')

    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this machine has Python 3.9.2" in done.stderr
    assert "apt install" in done.stderr


def test_no_python_at_all_is_said_in_the_same_way(machine):
    done = machine(None)

    assert done.returncode == 1
    assert "this machine has no Python" in done.stderr


def test_a_missing_venv_module_is_named_with_the_cure(machine):
    done = machine(f'case "$*" in *"import venv"*) exit 1;; *) exec {sys.executable} "$@";; esac')

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.returncode == 1
    assert f"apt install python{version}-venv" in done.stderr


def test_a_taken_port_is_said_before_anything_else_is_done(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            ["bin/run"],
            cwd=ROOT,
            env=os.environ | {"PORT": port, "HOST": "127.0.0.1", "DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert "PORT=8001 make run" in done.stderr
    assert not (tmp_path / "data").exists()

"""The process that the drill's children are forked from, as the tests talk to it."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def drill_children(django_db_setup):
    """`drill_children(module, args, settings, errors)`: how the child ended. See `__main__`."""
    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "tests.forms.drill.settings",
        "DRILL_DATABASE": json.dumps({name: str(connection.settings_dict[name]) for name in names}),
    }
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.forms.drill"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def run(module, args, settings, errors):
        job = {"module": module, "args": args, "settings": settings, "errors": str(errors)}
        parent.stdin.write(json.dumps(job) + "\n")
        parent.stdin.flush()
        assert select.select([parent.stdout], [], [], 120)[0], f"{module} comes to no end"
        return int(parent.stdout.readline())

    with parent:
        yield run
        parent.stdin.close()

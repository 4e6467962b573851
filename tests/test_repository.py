"""What is true of the project's files."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_secret_is_kept_in_the_project():
    pattern = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|SECRET_KEY *= *['\"]")
    found = [path.name for path in tracked() if pattern.search(path.read_text(errors="ignore"))]

    assert [name for name in found if name != Path(__file__).name] == []


def test_no_module_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_each_requirement_is_pinned_and_says_why_it_is_there():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w\-\[\]]+==[\w.]+ +# .+", line), line


def test_no_test_is_skipped():
    # Under CI nothing is left out, so nothing may ask to be.
    asks = re.compile(r"pytest\.(mark\.)?(skip|xfail)|importorskip")
    assert [p.name for p in tracked("tests/*.py") if asks.search(p.read_text()) and p != Path(__file__)] == []

"""
What `bin/bench --search` measures: how search grows with the number of entries. See bin/bench.

Entries, questions and rows in the database are made up (`bench_entries`, `bench_questions`,
`bench_pages`); the site that answers is the real one, gunicorn with one worker. Milliseconds are of
this machine and of what else it does; ratios can be compared, and they decide.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from with_postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from home.management.commands.serve import end_with_parent  # noqa: E402 – found only from here on
from tests.engines.nodes import Node  # noqa: E402

QUICK, FULL = (26, 10_000), (26, 10_000, 100_000)
SERVERS = ("opensearch", "elasticsearch")
ROUNDS = 2
PATIENCE = 300
MOST_TO_RAW = 2.0
"""What the embedded engine may take for a question, as many times what tantivy's search takes alone."""
JUDGED_FROM = 10_000
"""With fewer entries tantivy takes next to nothing, and a ratio to that says nothing."""
MOST_GROWTH = 4.0
"""How many times longer an answer may take where there are ten times as many entries…"""
MOST_MEMORY_GROWTH = 4.0
"""…and how many times more memory building their index may take."""
MOST_A_DOCUMENT = 1.5
"""How many times longer an entry may take to index where there are more."""


def main() -> int:
    options = argparse.ArgumentParser(description="Measure how search grows with the number of entries.")
    options.add_argument("--quick", action="store_true", help="26 and 10,000 entries, embedded (the default)")
    options.add_argument("--full", action="store_true", help="100,000 too, and search servers")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit("Interrupted; all that was started has ended."))
    sizes = FULL if chosen.full else QUICK
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        folder = Path(name)
        print("Setting the site up …", flush=True)
        run(folder / "empty", ["manage.py", "migrate", "-v0"])
        run(folder / "empty", ["manage.py", "collectstatic", "--noinput", "-v0"])
        results = {size: measure(folder, size, with_servers=chosen.full) for size in sizes}
    print_curve(results)
    faults = judge(results)
    for fault in faults:
        print(f"  TOO MUCH: {fault}")
    return bool(faults)


def measure(folder: Path, size: int, *, with_servers: bool) -> dict:
    """Everything about `size` entries."""
    data = folder / str(size)
    shutil.copytree(folder / "empty", data)
    print(f"\n{size:,} entries: building, loading …", flush=True)
    found = step("build", size, data) | step("fill", size, data)
    if size <= JUDGED_FROM:
        found["from_database"] = step("describe", size, data)
    found |= step("compare", size, data)
    with site(data) as port:
        found["words"] = ask(port, size) | {"count": found["words"]}
    step("vectors", size, data)
    with meaning(data), site(data, SEARCH_MEANING="on") as port:
        found["meaning"] = ask(port, size)
        found["near"] = step("near", size, data, SEARCH_MEANING="on")
    print_one(found)
    for kind in SERVERS if with_servers else ():
        found[kind] = on_server(kind, size, data)
    return found


def on_server(kind: str, size: int, data: Path) -> dict | None:
    """The same entries and questions on a real search server; None where it can't be started."""
    node = Node(kind, data / kind)
    try:
        node.start()
        node.wait()
        address = {"SEARCH_URL": f"{node.url}/bench"}
        built = step("build", size, data, **address)
        with site(data, **address) as port:
            found = ask(port, size) | {"rebuild_wall": built["rebuild_wall"], "update": built["update"]}
    except AssertionError as error:
        print(f"  {kind} is LEFT OUT: {str(error).strip().splitlines()[-1]}")
        return None
    finally:
        node.stop()
    print_times(kind, found)
    return found


def step(name: str, size: int, data: Path, **more: str) -> dict:
    """What one step in a process of its own found out."""
    result = data / f"{name}.json"
    run(data, [str(ROOT / "bin/bench_steps.py"), name, str(size), str(result)], **more)
    return json.loads(result.read_text())


def run(data: Path, arguments: list[str], **more: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(data, **more), check=True)


def environment(data: Path, **more: str) -> dict[str, str]:
    """Ours, but for what would lead the site elsewhere; `more` is set besides."""
    led = {"CACHE_URL", "EMAIL_URL", "BASE_URL", "DATABASE_URL", "SEARCH_URL", "SEARCH_API_KEY", "SEARCH_CA"}
    ours = {key: value for key, value in os.environ.items() if key not in led}
    fixed = {
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "SEARCH_MEANING": "off",
    }
    return ours | fixed | more


@contextmanager
def site(data: Path, **more: str):
    """The site with one worker, on a port of its own."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "site/config/gunicorn.py", "--workers", "1"]
    with started([*command, "--bind", f"127.0.0.1:{port}", "config.wsgi"], data, **more) as server:
        wait_until(lambda: get(port, "/healthz")[0] == 200, server, data)
        yield port


@contextmanager
def meaning(data: Path):
    """The process that finds by meaning; it opens its socket once it has read all vectors."""
    with started([sys.executable, "manage.py", "meaning"], data, SEARCH_MEANING="on") as process:
        wait_until((data / "search/meaning/socket").is_socket, process, data)
        yield


@contextmanager
def started(command: list[str], data: Path, **more: str):
    with (data / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(data, **more),
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until(is_so, process, data: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if is_so():
                return
        time.sleep(0.2)
    told = (data / "log").read_text(errors="replace")[-3000:]
    raise SystemExit(f"What should be measured did not start.\n{told}")


def get(port: int, target: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", target)
    answer = connection.getresponse()
    return answer.status, answer.read()


def ask(port: int, size: int) -> dict:
    """
    Milliseconds of every question, by what they are: `took`, as the server says, for `/api/search`,
    and `wall`, as whoever asks sees it. Each is asked once, one after the other.
    """
    from bench_questions import EACH_KIND, KINDS, rounds

    times, by_kind, engines = defaultdict(list), defaultdict(list), set()
    for number, asked in enumerate(rounds(ROUNDS + 1, entries=size)):
        path = "/api/suggest" if asked.is_begun else "/api/search"
        began = time.perf_counter()
        status, body = get(port, f"{path}?{urlencode({'q': asked.text, 'lang': 'el'})}")
        wall = (time.perf_counter() - began) * 1000
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
        if number < EACH_KIND * len(KINDS):
            continue  # the first round warms up
        answer = json.loads(body)
        times["suggest" if asked.is_begun else "wall"].append(wall)
        by_kind[asked.kind].append(answer.get("took_ms", wall))
        if not asked.is_begun:
            engines.add(answer["engine"])
            times["took"].append(answer["took_ms"])
    return {"times": dict(times), "by_kind": dict(by_kind), "engines": sorted(engines)}


def quantile(values, percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def parts(found: dict, percent: int) -> dict[str, float]:
    """Processor milliseconds of a question, all of it and in its parts."""
    asked = found["questions"]
    return {
        part: quantile([each[part] for each in asked], percent) * 1000 for part in ("whole", "engine", "raw")
    }


def to_raw(found: dict) -> float:
    """How many times what tantivy's search takes the engine takes with making clauses, reading entries."""
    most = parts(found, 95)
    return most["engine"] / most["raw"]


def print_one(found: dict) -> None:
    for label, percent in (("p50", 50), ("p95", 95)):
        told = "   ".join(f"{part} {value:6.1f}" for part, value in parts(found, percent).items())
        print(f"  processor ms of a question, {label}:  {told}")
    print_times("embedded, without meaning", found["words"])
    print_times("embedded, with meaning", found["meaning"])
    seconds, silent = found["near"]["seconds"], found["near"]["silent"]
    half, most = (quantile(seconds, percent) * 1000 for percent in (50, 95))
    print(f"  meaning's part by the clock, ms:  p50 {half:6.1f}   p95 {most:6.1f}")
    print(f"  of {len(seconds)} questions meaning left {silent} without an answer")
    for label, how in (("without", "words"), ("with", "meaning")):
        kinds = {kind: statistics.median(times) for kind, times in found[how]["by_kind"].items()}
        slowest = sorted(kinds, key=lambda kind: -kinds[kind])
        told = ", ".join(f"{kind} {kinds[kind]:.0f}" for kind in slowest)
        print(f"  {label} meaning, median ms by kind:  {told}")


def print_times(label: str, found: dict) -> None:
    for what, name in (
        ("took", "/api/search, server"),
        ("wall", "/api/search, wall"),
        ("suggest", "/api/suggest, wall"),
    ):
        times = found["times"][what]
        print(f"  {label:<26} {name:<20} p50 {quantile(times, 50):7.1f}   p95 {quantile(times, 95):7.1f} ms")


def print_curve(results: dict) -> None:
    rows = {
        "/api/search, server ms, p50": lambda f: quantile(f["words"]["times"]["took"], 50),
        "/api/search, server ms, p95": lambda f: quantile(f["words"]["times"]["took"], 95),
        "the same with meaning, p95": lambda f: quantile(f["meaning"]["times"]["took"], 95),
        "meaning's part, ms, p95": lambda f: quantile(f["near"]["seconds"], 95) * 1000,
        "processor ms of a question, p95": lambda f: parts(f, 95)["whole"],
        "tantivy's part of it, p95": lambda f: parts(f, 95)["raw"],
        "engine / tantivy alone, p95": to_raw,
        "rebuild, processor s": lambda f: f["rebuild"],
        "rebuild, s": lambda f: f["rebuild_wall"],
        "rebuild, MB on top": lambda f: f["memory_peak"] - f["memory_before"],
        "rebuild from the database, s": lambda f: f.get("from_database", {}).get("described"),
        "words known": lambda f: f["words"]["count"],
        "reading them, ms": lambda f: f["vocabulary"] * 1000,
        "first guess, ms": lambda f: f["guessing"] * 1000,
        "update of one entry, ms": lambda f: f["update"] * 1000,
    }
    for kind in SERVERS:
        if all(found.get(kind) for found in results.values()):
            rows[f"{kind}, server ms, p95"] = lambda f, kind=kind: quantile(f[kind]["times"]["took"], 95)
            rows[f"{kind}, rebuild of both, s"] = lambda f, kind=kind: f[kind]["rebuild_wall"]
    print("\nThe curve (in brackets: times the one before)")
    print(f"  {'entries':<34}" + "".join(f"{size:>19,}" for size in results))
    for label, of in rows.items():
        cells, last = [], None
        for found in results.values():
            value = of(found)
            growth = f" ({value / last:.1f}×)" if value and last else ""
            cells.append("" if value is None else f"{value:,.1f}{growth}")
            last = value
        print(f"  {label:<34}" + "".join(f"{cell:>19}" for cell in cells))
    print("Vectors are random ones around a real sentence's; entries are written straight into the engine.")


def judge(results: dict) -> list[str]:
    """What broke a ratio."""
    faults = []
    sizes = [size for size in results if size >= JUDGED_FROM]
    for size in sizes:
        if (ratio := to_raw(results[size])) > MOST_TO_RAW:
            faults.append(f"{size:,} entries: the engine takes {ratio:.1f} times what tantivy takes")
    for smaller, larger in pairwise(sizes):
        one, other = results[smaller], results[larger]
        growths = {
            "a question": (parts(other, 95)["whole"] / parts(one, 95)["whole"], MOST_GROWTH),
            "memory of a rebuild": (memory(other) / memory(one), MOST_MEMORY_GROWTH),
            "an entry of a rebuild": (
                other["rebuild"] / larger / (one["rebuild"] / smaller),
                MOST_A_DOCUMENT,
            ),
        }
        faults += [
            f"{what} takes {ratio:.1f} times as much with {larger:,} entries as with {smaller:,}"
            for what, (ratio, most) in growths.items()
            if ratio > most
        ]
    return faults


def memory(found: dict) -> float:
    return max(found["memory_peak"] - found["memory_before"], 1.0)


if __name__ == "__main__":
    sys.exit(main())

"""
What `bin/bench` measures: see there.

Each database is tried in a process of its own, `--database NAME --result FILE`, for Django knows
one database a process. Times are of this machine; what can be compared are the ratios at the end.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench_browser import HOST, PATIENCE, Browser, Gone, filled_in, over
from with_postgres import free_port, programs

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from home.management.commands.serve import end_with_parent  # noqa: E402 – found only from here on

FORM = "/aitiseis/psychologiki-symvouleftiki-ypostirixi/"
"""The counselling form of `load_kilkis`."""
STEP, CHECK = "application-current_step", "elegxos"
REFERENCE = re.compile(r"\b[2-9C-W]{5}-[2-9C-W]{5}-[2-9C-W]{5}\b")
MARK = re.compile(r"P\d+A\d+")
MOST_SCREENS = 30
BARE_REQUESTS = 40
"""How often each applicant asks /healthz before applying."""
IMPATIENT = 5
"""Every so manieth application has its last button pressed twice at once."""


def main() -> int:
    options = argparse.ArgumentParser(description="Measure how applications are taken in.")
    options.add_argument("--full", action="store_true", help="50 applicants, 20 applications each")
    options.add_argument("--minutes", type=float, default=30, help="a run that takes longer has failed")
    options.add_argument("--database", choices=["sqlite", "postgresql"], help=argparse.SUPPRESS)
    options.add_argument("--result", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    chosen.people, chosen.each = (50, 20) if chosen.full else (10, 5)
    if chosen.database:
        return one(chosen)
    if programs() is None:
        print("PostgreSQL is not installed: LEFT OUT (Debian, Ubuntu: sudo apt install postgresql).")
    names = ["sqlite", "postgresql"] if programs() else ["sqlite"]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        results = {name: child(name, Path(folder, name), chosen) for name in names}
    if not all(results.values()):
        return 1
    print_ratios(results)
    return 0


def interrupt(signum, frame):
    """Whatever ends us, the site and its database end with us; once is enough."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    over.set()
    raise KeyboardInterrupt


def child(name, result, chosen):
    """What the run on one database found; None if it failed."""
    command = [sys.executable, __file__, "--database", name, "--result", str(result)]
    command += ["--minutes", str(chosen.minutes), *(["--full"] if chosen.full else [])]
    if name == "postgresql":
        command = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *command]
    run = subprocess.Popen(command, cwd=ROOT, env=environment(name), start_new_session=True)
    try:
        run.wait()
    finally:
        if run.poll() is None:  # we are interrupted: let it put away what it started
            run.send_signal(signal.SIGINT)
            run.wait(timeout=PATIENCE + 90)
    return json.loads(result.read_text()) if run.returncode == 0 else None


def environment(name):
    """Ours without what would lead the site elsewhere: another database, a mail server, a scanner."""
    led = {"CACHE_URL", "CLAMD", "EMAIL_URL", "BASE_URL", "DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    return {key: value for key, value in os.environ.items() if key not in led}


def one(chosen) -> int:
    """Serve the site on one database, let everybody apply, and count what arrived."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-data-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "HOST": HOST,
            "PORT": str(port),
            "FORMS_LIMITS_FACTOR": "1000000",  # all come from one address here
            "FORMS_LEAST_SECONDS": "0",  # and read nothing
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        print(f"\n{chosen.database}: setting the site up …", flush=True)
        log = Path(folder, "log")
        with log.open("wb") as out:
            site = subprocess.Popen(
                [str(ROOT / "bin" / "run")],
                cwd=ROOT,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=end_with_parent,  # also where with_postgres.py, interrupted, kills us
            )
        try:
            wait_for(site, port)
            result = measure(port, chosen)
            faults = result.pop("faults") + compare(result.pop("references"), chosen)
        except Gone as error:
            print(log.read_text(errors="replace")[-3000:])
            faults = [str(error)]
        finally:
            os.killpg(site.pid, signal.SIGTERM)
            site.wait(timeout=60)
    for fault, times in Counter(faults).items():
        print(f"  WRONG ({times}×): {fault}")
    if faults:
        return 1
    print_times(result)
    chosen.result.write_text(json.dumps(result))
    return 0


def wait_for(site, port):
    until = time.monotonic() + 900
    while site.poll() is None and time.monotonic() < until:
        try:
            Browser(port, until).get("/healthz")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise Gone("The site did not start.")


def measure(port, chosen):
    """Everybody asks whether the server lives, then everybody applies: times in seconds by what was done."""
    times = {"healthz": [], "step": [], "send": []}
    references, faults = [], []
    until = time.monotonic() + chosen.minutes * 60

    def ask(_person):
        browser = Browser(port, until)
        for _n in range(BARE_REQUESTS):
            times["healthz"].append(timed(browser.get, "/healthz"))

    def apply(person):
        browser = Browser(port, until)
        for n in range(chosen.each):
            is_impatient = (person * chosen.each + n) % IMPATIENT == 0
            try:
                references.append(apply_once(browser, f"P{person}A{n}", times, is_impatient))
            except (Gone, OSError) as error:
                faults.append(f"{type(error).__name__}: {error}")
                if over.is_set() or time.monotonic() > until:
                    return

    print(f"  {chosen.people} applicants, {chosen.each} applications each …", flush=True)
    with ThreadPoolExecutor(chosen.people) as pool:
        list(pool.map(ask, range(chosen.people)))
        began = time.monotonic()
        list(pool.map(apply, range(chosen.people)))
    seconds = time.monotonic() - began
    return {"seconds": seconds, "times": times, "references": references, "faults": faults}


def apply_once(browser, mark, times, is_impatient):
    """From the start page to the reference."""
    browser.get(FORM)
    browser.post(FORM, filled_in(browser.form(action=FORM), "", mark))
    seen = set()
    for _screen in range(MOST_SCREENS):
        form = browser.form(holding=STEP)
        step = next(value for _kind, name, value in form["controls"] if name == STEP)
        if step in seen:
            raise Gone(f"The step {step} was not taken as it was filled in.")
        seen.add(step)
        data = filled_in(form, step, mark)
        if step == CHECK:
            second = threading.Thread(target=browser.press_twice().post, args=[browser.path, data])
            if is_impatient:
                second.start()
            times["send"].append(timed(browser.post, browser.path, data))
            if is_impatient:
                second.join()
            found = REFERENCE.search(browser.page)
            if not found:
                raise Gone(f"After sending, {browser.path} shows no reference.")
            return mark, found[0]
        times["step"].append(timed(browser.post, browser.path, data))
    raise Gone("The form has no end.")


def timed(do, *args):
    began = time.monotonic()
    do(*args)
    return time.monotonic() - began


def compare(told, chosen):
    """What is wrong with the rows in the database, given the marks and references applicants have."""
    import django

    django.setup()
    from forms.models import Application, Draft

    kept = Counter()
    for application in Application.objects.all():
        marks = set(MARK.findall(json.dumps(application.answers)))
        kept[(*sorted(marks), application.reference)] += 1
    wanted, faults = chosen.people * chosen.each, []
    if len(kept) != wanted or sum(kept.values()) != wanted:
        faults.append(f"{wanted} applications were made, {sum(kept.values())} are kept.")
    if kept != Counter(told):
        faults.append("What is kept is not what applicants were told.")
    if left := Draft.objects.count():
        faults.append(f"{left} drafts are left over.")
    if not faults:
        print(f"  {wanted} made, {sum(kept.values())} kept: none lost, none doubled")
    return faults


def quantile(values, percent):
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def print_times(result):
    times = result["times"]
    print(f"  {len(times['send']) / result['seconds']:.1f} applications a second")
    for what, label in [("step", "a step"), ("send", "sending"), ("healthz", "/healthz")]:
        half, most = quantile(times[what], 50), quantile(times[what], 95)
        print(f"  {label:<9} p50 {half * 1000:7.0f} ms   p95 {most * 1000:7.0f} ms   ({len(times[what])})")


def print_ratios(results):
    print("\nRatios (what can be compared between machines)")
    for name, result in results.items():
        times = result["times"]
        bare = quantile(times["healthz"], 50)
        print(f"  {name:<11} step / healthz, p50: {quantile(times['step'], 50) / bare:.1f}")
        print(f"  {name:<11} send / healthz, p50: {quantile(times['send'], 50) / bare:.1f}")
        half = quantile(times["step"], 50)
        print(f"  {name:<11} step, p95 / p50: {quantile(times['step'], 95) / half:.1f}")
    if len(results) == 2:
        sqlite, postgresql = results["sqlite"], results["postgresql"]
        for percent in (50, 95):
            ratio = quantile(sqlite["times"]["step"], percent) / quantile(
                postgresql["times"]["step"], percent
            )
            print(f"  SQLite / PostgreSQL, a step, p{percent}: {ratio:.2f}")
        print(f"  SQLite / PostgreSQL, all: {sqlite['seconds'] / postgresql['seconds']:.2f}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; all that was started has ended.")

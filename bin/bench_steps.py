"""
What `bin/bench --search` does in processes of their own, so that each one's memory and time are its own.

`python bin/bench_steps.py STEP COUNT FILE` writes what it measured, in seconds and megabytes, into FILE.
Time is of the processor: other programs on the machine make it longer, but far less than the clock's.
"""

import itertools
import json
import logging
import os
import re
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402 – found only from here on

django.setup()
logging.disable(logging.WARNING)

import bench_entries  # noqa: E402 – these import models of ours
import bench_pages  # noqa: E402
import bench_questions  # noqa: E402

TIMES = 5
ROUNDS = 2
NEAR_ROUND = 100
PASSAGES = 4
"""Vectors of an entry: title and summary, body, names, other languages."""


def build(count: int) -> dict:
    """A new index of `count` entries, and what it costs to open and to change it."""
    from search.engines import engine

    index = engine()
    bench_entries.document(0)  # reads the dictionary
    before, began, clock = peak(), time.process_time(), time.monotonic()
    index.rebuild(bench_entries.documents(count))
    built, wall = time.process_time() - began, time.monotonic() - clock
    after = peak()
    vocabulary = timed(index.vocabulary)
    words = index.vocabulary()
    guessing = timed(lambda: (words.stems_by_sound, words.by_letters.nearest("βοηθειαα"), words.by_sound))
    changes = []
    for number in range(TIMES):
        changed = replace(bench_entries.document(number), title=f"Νέος τίτλος {number}")
        began = time.process_time()
        index.update([changed])
        changes.append(time.process_time() - began)
    return {
        "rebuild": built,
        "rebuild_wall": wall,
        "memory_before": before,
        "memory_peak": after,
        "words": len(words.counts),
        "vocabulary": vocabulary,
        "guessing": guessing,
        "update": sorted(changes)[TIMES // 2],
    }


def fill(count: int) -> dict:
    """Rows in the database for the same entries."""
    began = time.monotonic()
    bench_pages.load(count)
    return {"load": time.monotonic() - began}


def describe(count: int) -> dict:
    """An index of what the database holds, as `rebuild_search` builds it, in a folder of its own."""
    from django.conf import settings

    from search import sources
    from search.engines.embedded import Embedded

    before, began = peak(), time.process_time()
    made = Embedded(Path(settings.SEARCH_INDEX_DIR, "described")).rebuild(sources.documents())
    if made != sources.count():
        raise SystemExit("Not all of what the database holds could be described.")
    return {"described": time.process_time() - began, "before": before, "peak": peak()}


def vectors(count: int) -> dict:
    """Vectors at random around that of a real sentence: making real ones takes 30 ms each."""
    import numpy as np
    from django.conf import settings

    from search.meaning.archive import Archive, Entry, hash_of, packed
    from search.meaning.model import VERSION, Model

    folder = Path(settings.SEARCH_INDEX_DIR, "meaning")
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive(folder / "vectors.sqlite3", VERSION)
    centre, chance = Model().passage("Επίδομα στέγασης για ανέργους."), np.random.default_rng(1)
    entries = bench_entries.documents(count)
    while lot := list(itertools.islice(entries, 500)):
        new, rows = {}, []
        for entry in lot:
            near = centre + chance.normal(0, 0.03, (PASSAGES, len(centre)))
            near /= np.linalg.norm(near, axis=1, keepdims=True)
            made = {hash_of(VERSION, str(n), entry.key): packed(each) for n, each in enumerate(near)}
            new |= made
            rows.append(Entry(entry.key, "document", entry.language, "", tuple(made)))
        archive.put(rows, new)
    return {"vectors": count * PASSAGES}


def compare(count: int) -> dict:
    """
    Every question in one process: all of `find` or `suggest`, the engine's part of it, and nothing
    but tantivy's search for the same query.
    """
    from search import query
    from search.engines import engine

    index = engine()
    ask = {True: query.suggest, False: partial(query.find, counted=False)}
    told = []

    class Watched(type(index)):
        def search(self, question, **kwargs):
            searches.append((question, kwargs))
            return super().search(question, **kwargs)

    index.__class__ = Watched
    for number, asked in enumerate(bench_questions.rounds(ROUNDS + 1, entries=count)):
        searches: list = []
        whole = timed(lambda asked=asked: ask[asked.is_begun](asked.text, language="el"))
        of_engine = [(best(answering(index, *each)), best(bare(index, *each))) for each in tuple(searches)]
        if number >= len(bench_questions.KINDS) * bench_questions.EACH_KIND:  # the first round warms up
            engines, raw = (sum(times) for times in zip(*of_engine, strict=True)) if of_engine else (0, 0)
            told.append({"kind": asked.kind, "whole": whole, "engine": engines, "raw": raw})
    return {"questions": told}


def near(count: int) -> dict:
    """
    What meaning takes of a question, by the clock, for it works in a process of its own; and how many
    questions it left without an answer, which then are quick and prove nothing.
    """
    from search import nearness
    from search.engines import engine
    from search.gist import gist

    vocabulary = engine().vocabulary()
    seconds, silent = [], 0
    for number in range(ROUNDS):
        # Not the rounds that others ask: the model remembers what it read.
        for asked in bench_questions.round_of(NEAR_ROUND + number, entries=count):
            if not asked.is_begun:
                began = time.monotonic()
                found = nearness.near(gist(asked.text, vocabulary), language="el")
                seconds.append(time.monotonic() - began)
                silent += not found
    return {"seconds": seconds, "silent": silent}


def answering(index, question, options):
    """All that the engine does for a question: its clauses, tantivy's search, entries."""
    return lambda: index.search(question, **options)


def bare(index, question, options):
    """Tantivy's search for a question and nothing else."""
    from search.engines.clauses import weighing

    searcher, put = index._searcher(), weighing(question)
    return lambda: searcher.search(put, limit=options["limit"], count=False)


def best(do) -> float:
    return min(timed(do) for _n in range(3))


def timed(do) -> float:
    began = time.thread_time()
    do()
    return time.thread_time() - began


def peak() -> float:
    """The most memory this process ever had, in megabytes."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


STEPS = {each.__name__: each for each in (build, fill, describe, vectors, compare, near)}

if __name__ == "__main__":
    step, count, file = sys.argv[1:]
    Path(file).write_text(json.dumps(STEPS[step](int(count))))

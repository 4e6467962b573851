"""What is particular to the embedded engine. What every engine promises is in `tests/engines/`."""

import multiprocessing
import os
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from search.engines.base import Busy, Engine, Unavailable
from search.engines.embedded import Embedded
from tests.search.factories import asked, make_document


@pytest.fixture
def engine(tmp_path) -> Engine:
    return Embedded(tmp_path / "index")


def keys_found(engine, text, **kwargs):
    question = replace(asked(text), **kwargs)
    return [found.key for found in engine.search(question, limit=10).found]


def files_of(engine):
    return [path for path in engine.folders.current().iterdir() if not path.name.startswith(".")]


@pytest.mark.parametrize("damage", ["garbled", "emptied", "deleted"])
def test_a_damaged_index_is_unavailable_and_a_rebuild_cures_it(engine, damage):
    engine.rebuild([make_document()])
    for path in files_of(engine):
        size = path.stat().st_size
        path.unlink()
        if damage != "deleted":
            path.write_bytes(os.urandom(size) if damage == "garbled" else b"")

    with pytest.raises(Unavailable):
        keys_found(engine, "αστεγία")
    with pytest.raises(Unavailable):
        engine.update([make_document()])

    engine.rebuild([make_document()])
    assert len(keys_found(engine, "αστεγία")) == 1


def test_any_one_damaged_file_leads_to_an_answer_or_to_unavailable(engine):
    for number in range(len(_built(engine))):
        path = _built(engine)[number]
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(b"\xff" * len(content))
        with suppress(Unavailable):
            Embedded(engine.folders.root).search(asked("αστεγία"), limit=10)


def _built(engine):
    engine.rebuild([make_document()])
    return sorted(files_of(engine), key=lambda path: path.suffix)


@pytest.mark.parametrize(
    "pointer", ["", "0-older", "../elsewhere", "1-../..", "\udcff".encode("utf8", "surrogateescape")]
)
def test_a_pointer_to_nowhere_is_unavailable(engine, pointer):
    engine.rebuild([make_document()])
    engine.folders.pointer.write_bytes(pointer if isinstance(pointer, bytes) else pointer.encode())

    with pytest.raises(Unavailable):
        keys_found(engine, "αστεγία")


def test_the_next_rebuild_clears_up_what_a_failed_one_left(engine):
    old = make_document("Παλιό")
    engine.rebuild([old])

    def documents():
        yield make_document("Νέο")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        engine.rebuild(documents())
    assert keys_found(engine, "παλιό") == [old.key]

    engine.rebuild([old])
    assert [path.name for path in engine.folders.root.iterdir() if path.is_dir()] == [
        engine.folders.current().name
    ]


def test_a_reader_sees_what_another_process_wrote(engine):
    engine.rebuild([])
    assert keys_found(engine, "αστεγία") == []
    reader_of_another_process = Embedded(engine.folders.root)
    assert keys_found(reader_of_another_process, "αστεγία") == []

    engine.update([make_document()])

    assert len(keys_found(reader_of_another_process, "αστεγία")) == 1
    engine.rebuild([])
    assert keys_found(reader_of_another_process, "αστεγία") == []


def test_a_second_writer_waits_then_says_that_somebody_else_is_writing(engine):
    engine.rebuild([])
    other = Embedded(engine.folders.root)
    other.wait = 0.2

    with engine.folders.lock(0), pytest.raises(Busy):
        other.update([make_document()])

    other.update([make_document()])
    assert len(other.keys()) == 1


def _hold_lock(root, is_held):
    with Embedded(root).folders.lock(0):
        is_held.set()
        time.sleep(60)


def test_the_lock_of_a_killed_writer_is_free(engine):
    engine.rebuild([])
    spawn = multiprocessing.get_context("spawn")
    is_held = spawn.Event()
    process = spawn.Process(target=_hold_lock, args=(engine.folders.root, is_held))
    process.start()
    assert is_held.wait(30)
    engine.wait = 0
    with pytest.raises(Busy):
        engine.update([make_document()])

    process.kill()
    process.join()

    engine.update([make_document()])
    assert len(engine.keys()) == 1


def titles_found(engine, text):
    return [found.title for found in engine.search(asked(text), limit=10).found]


def test_what_was_read_before_is_not_shown_once_it_changed(engine):
    document = make_document("Βεβαίωση αστεγίας")
    engine.rebuild([document])
    assert titles_found(engine, "αστεγίας") == ["Βεβαίωση αστεγίας"]

    engine.update([replace(document, title="Βεβαίωση για όσους ζουν σε αστεγία")])

    assert titles_found(engine, "αστεγίας") == ["Βεβαίωση για όσους ζουν σε αστεγία"]
    assert [found.title for found in engine.remembered([document.key])] == titles_found(engine, "αστεγίας")


def test_it_answers_alike_however_little_it_may_keep_at_hand(engine, monkeypatch):
    engine.rebuild([make_document(f"Βεβαίωση αστεγίας {number}") for number in range(9)])
    first = engine.search(asked("αστεγίας"), limit=10)
    monkeypatch.setattr("search.engines.embedded.MOST_CARDS", 4)
    engine._cards.clear()

    assert [engine.search(asked("αστεγίας"), limit=10) for _time in range(3)] == [first] * 3
    assert len(engine._cards) <= 4

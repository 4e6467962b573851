"""What every engine promises, and what is particular to the embedded one."""

import multiprocessing
import os
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from search.analysis import question
from search.engines.base import Busy, Engine, Unavailable
from search.engines.embedded import Embedded
from tests.search.factories import make_document


@pytest.fixture
def engine(tmp_path) -> Engine:
    return Embedded(tmp_path / "index")


def keys_found(engine, text, **kwargs):
    asked = replace(question(text, language="el"), **kwargs)
    return [found.key for found in engine.search(asked, limit=10).found]


def test_what_was_built_is_found_with_what_a_list_shows(engine):
    document = make_document(summary="Χαρτί του Δήμου.")

    assert engine.rebuild([document, make_document("Παιδικός σταθμός")]) == 2

    [found] = engine.search(question("βεβαίωση", language="el"), limit=10).found
    for name in ("key", "type", "slug", "title", "url", "summary"):
        assert getattr(found, name) == getattr(document, name)
    assert found.score > 0


def test_an_update_adds_replaces_and_removes(engine):
    old, gone = make_document("Παλιός τίτλος"), make_document("Περιττό")
    engine.rebuild([old, gone])
    new = make_document("Νέος τίτλος", key=old.key)
    added = make_document("Πρόσθετο")

    engine.update([new, added], remove=[gone.key, "test.thing:0"])

    assert set(engine.keys()) == {new.key, added.key}
    assert keys_found(engine, "παλιός") == []
    assert keys_found(engine, "νέος") == [new.key]
    assert keys_found(engine, "πρόσθετο") == [added.key]


def test_an_update_twice_is_an_update_once(engine):
    engine.rebuild([])
    document = make_document()

    engine.update([document])
    engine.update([document])

    assert keys_found(engine, "αστεγία") == [document.key]


def test_digests_differ_only_for_what_changed(engine):
    one, other = make_document(), make_document()
    engine.rebuild([one, other])
    before = engine.keys()

    engine.update([make_document("Άλλο", key=one.key), other])

    assert {key for key, digest in engine.keys().items() if digest != before[key]} == {one.key}


def test_counts_are_by_type_and_of_all_not_only_of_the_best(engine):
    engine.rebuild([*(make_document() for _ in range(7)), make_document(type="form")])

    answer = engine.search(question("αστεγία", language="el"), limit=3)

    assert len(answer.found) == 3
    assert answer.counts == {"service": 7, "form": 1}


def test_types_and_language_narrow_down(engine):
    service, form = make_document(), make_document(type="form")
    english = make_document("Homelessness certificate αστεγίας", language="en")
    engine.rebuild([service, form, english])

    assert keys_found(engine, "αστεγίας", types=("form",)) == [form.key]
    assert keys_found(engine, "αστεγίας", language="en") == [english.key]
    assert keys_found(engine, "certificates", language="en") == [english.key]


def test_title_counts_above_names_above_summary_above_body(engine):
    filler = "κάτι εντελώς διαφορετικό εδώ"
    body = make_document(filler, body="ρεύμα")
    summary = make_document(filler, summary="ρεύμα")
    names = make_document(filler, names=("ρεύμα",))
    title = make_document("ρεύμα")
    engine.rebuild([body, summary, names, title])

    assert keys_found(engine, "ρεύμα") == [title.key, names.key, summary.key, body.key]


def test_the_very_word_counts_above_its_inflections(engine):
    plural, singular = make_document("Επιδόματα"), make_document("Επίδομα")
    engine.rebuild([plural, singular])

    assert keys_found(engine, "επίδομα") == [singular.key, plural.key]
    assert keys_found(engine, "επιδόματα") == [plural.key, singular.key]


def test_more_words_met_come_first_however_weighty_the_one(engine):
    one = make_document("Ρεύμα ρεύμα ρεύμα", names=("ρεύμα",), summary="ρεύμα", body="ρεύμα")
    both = make_document("Άλλο", body="Για όσους έχασαν το ρεύμα και πληρώνουν ενοίκιο")
    engine.rebuild([one, both])

    assert keys_found(engine, "ρεύμα ενοίκιο") == [both.key, one.key]


def test_a_phone_is_found_by_its_last_digits(engine):
    document = make_document(phones=("2341099997",))
    engine.rebuild([document, make_document()])

    assert keys_found(engine, "23410 99997") == keys_found(engine, "99997") == [document.key]


def test_without_an_index_it_says_so(engine):
    with pytest.raises(Unavailable):
        keys_found(engine, "αστεγία")
    with pytest.raises(Unavailable):
        engine.keys()
    with pytest.raises(Unavailable):
        engine.update([make_document()])


# The embedded engine -----------------------------------------------------------------


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
            Embedded(engine.folders.root).search(question("αστεγία", language="el"), limit=10)


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


def test_search_answers_from_the_old_index_until_the_new_one_is_complete(engine):
    old = make_document("Παλιό")
    engine.rebuild([old])
    seen = []

    def documents():
        for number in range(3):
            seen.append(keys_found(engine, "παλιό"))
            yield make_document(f"Νέο {number}")

    engine.rebuild(documents())

    assert seen == [[old.key]] * 3
    assert keys_found(engine, "παλιό") == []
    assert len(keys_found(engine, "νέο")) == 3


def test_a_rebuild_that_fails_leaves_the_old_index_and_the_next_one_clears_up(engine):
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

"""Vectors in memory and on disk."""

import itertools
import random
import signal
import sqlite3
import threading

import numpy as np
import pytest

from search.engines.folders import Folders
from search.meaning import Away, Passages, store
from search.meaning.archive import Archive, Entry, packed, unpacked
from search.meaning.store import Vectors, coded


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1)[:, None]).astype(np.float32)


def like_sentences(count, seed=1):
    """Unit vectors that all point much the same way, in clusters: what the model makes of sentences."""
    world, numbers = np.random.default_rng(0), np.random.default_rng(seed)
    main = world.standard_normal(store.DIMENSIONS) * 2
    topics = world.standard_normal((60, store.DIMENSIONS))
    own = numbers.standard_normal((count, store.DIMENSIONS))
    return unit(main + topics[numbers.integers(60, size=count)] + 0.7 * own)


def filled(vectors, keys):
    result = Vectors()
    for row, key in enumerate(keys):
        result.put(key, "document", "el", coded(vectors[row : row + 1]))
    return result


def best(vectors, keys, query, limit):
    return [keys[row] for row in np.argsort(-(vectors @ query))[:limit]]


def test_sixteen_bits_keep_a_cosine():
    vectors = like_sentences(500)
    plain = unpacked([packed(vector) for vector in vectors]).astype(np.float32) / store.SCALE

    assert np.abs(plain @ vectors.T - vectors @ vectors.T).max() < 0.0005


def test_few_are_compared_one_by_one():
    vectors, keys = like_sentences(300), [f"a:{row}" for row in range(300)]

    found = filled(vectors, keys).nearest(vectors[7], "document", "el", 10)

    assert found[0].key == "a:7"
    assert found[0].score == pytest.approx(1, abs=0.002)
    assert len({near.key for near in found} & set(best(vectors, keys, vectors[7], 10))) >= 9


def test_of_many_the_sieve_loses_hardly_any():
    count = 3 * store.EXACT
    vectors, keys = like_sentences(count), [f"a:{row}" for row in range(count)]
    held = filled(vectors, keys)
    kept = [
        len(
            {near.key for near in held.nearest(query, "document", "el", 50)}
            & set(best(vectors, keys, query, 50))
        )
        for query in like_sentences(40, seed=2)
    ]

    assert sum(kept) / (50 * len(kept)) >= 0.99


def test_it_agrees_with_a_plain_list_whatever_comes_and_goes(monkeypatch):
    monkeypatch.setattr(store, "EXACT", 40)
    pool, chance = like_sentences(400), random.Random(3)
    held, plain = Vectors(), {}
    for _ in range(600):
        key = f"a:{chance.randrange(60)}"
        if chance.random() < 0.4:
            held.remove(key)
            plain.pop(key, None)
        else:
            rows, language = chance.sample(range(400), chance.randint(1, 3)), chance.choice(["el", "en"])
            held.put(key, "document", language, coded(pool[rows]))
            plain[key] = (rows, language)
    assert len(held) == len(plain)

    for row, language in itertools.product(range(0, 400, 40), ["el", "en"]):
        expected = {
            key: max(float(pool[each] @ pool[row]) for each in rows)
            for key, (rows, of) in plain.items()
            if of == language
        }
        found = held.nearest(pool[row], "document", language, 200)
        assert {near.key for near in found} <= expected.keys()
        assert max(expected.values()) - found[0].score < 0.003
        assert all(abs(expected[near.key] - near.score) < 0.003 for near in found if near.score > 0.99)


def test_no_more_than_asked_for_and_nothing_of_nothing():
    held = filled(like_sentences(20), [f"a:{row}" for row in range(20)])

    assert len(held.nearest(like_sentences(1)[0], "document", None, 5)) == 5
    assert held.nearest(like_sentences(1)[0], "document", "el", 0) == []
    assert held.nearest(like_sentences(1)[0], "phrase", None, 5) == []
    held.clear()
    assert held.nearest(like_sentences(1)[0], "document", "el", 5) == []


ENTRY = Entry("a:1", "document", "el", "d", (b"1" * 16,))
CODE = packed(like_sentences(1)[0])


def test_what_another_version_made_is_put_away(tmp_path):
    Archive(tmp_path / "v", "1").put([ENTRY], {ENTRY.hashes[0]: CODE})

    assert list(Archive(tmp_path / "v", "1").all()) == [(ENTRY, [CODE])]
    assert list(Archive(tmp_path / "v", "2").all()) == []


def test_a_file_that_is_no_archive_is_put_away(tmp_path):
    (tmp_path / "v").write_bytes(random.Random(1).randbytes(9000))

    Archive(tmp_path / "v", "1").put([ENTRY], {ENTRY.hashes[0]: CODE})

    assert [entry.key for entry, _codes in Archive(tmp_path / "v", "1").all()] == ["a:1"]


def test_keys_without_all_their_vectors_are_left_out(tmp_path):
    Archive(tmp_path / "v", "1").put([ENTRY], {})

    assert list(Archive(tmp_path / "v", "1").all()) == []
    assert Archive(tmp_path / "v", "1").digests("", 10) == []  # so the worker brings it again


def test_vectors_that_nobody_has_go_once_they_are_most(tmp_path):
    archive = Archive(tmp_path / "v", "1")
    archive.put(
        [ENTRY], {number.to_bytes(16, "big"): CODE for number in range(10_010)} | {ENTRY.hashes[0]: CODE}
    )

    archive.drop_unused()

    assert archive.codes([ENTRY.hashes[0], (5).to_bytes(16, "big")]) == {ENTRY.hashes[0]: CODE}


def test_the_same_text_is_embedded_once_also_after_clearing(meaning, meaning_process):
    texts = [f"Κείμενο αριθμός {number}" for number in range(5)]
    meaning.put({"a:1": Passages("el", texts)})
    meaning.clear()
    meaning.put({"b:1": Passages("en", texts)})

    with sqlite3.connect(meaning_process.folder / "vectors.sqlite3") as database:
        hashes = [row[0] for row in database.execute("SELECT hashes FROM entry")]
        (kept,) = database.execute("SELECT count(*) FROM vector").fetchone()
    database.close()
    meaning.put({"b:2": Passages("el", texts)})

    assert meaning.keys().keys() == {"b:1", "b:2"}
    with sqlite3.connect(meaning_process.folder / "vectors.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM vector").fetchone() == (kept,)
        assert [row[0] for row in database.execute("SELECT DISTINCT hashes FROM entry")] == hashes
    database.close()


def test_killed_while_it_writes_it_has_each_key_whole_or_not_at_all(meaning, meaning_process):
    chance, bound = random.Random(4), {}
    for round_ in range(4):
        entries = {
            f"a:{number}": Passages("el", [f"Υπηρεσία {number}", f"Γύρος {round_}"]) for number in range(30)
        }
        before, bound = bound, {key: passages.digest for key, passages in entries.items()}

        def bring(entries=entries):
            try:
                for key, passages in entries.items():
                    meaning.put({key: passages})
            except Away:
                pass

        bringing = threading.Thread(target=bring)
        bringing.start()
        bringing.join(chance.uniform(0.05, 0.5))
        meaning_process.send(signal.SIGKILL)
        bringing.join()
        meaning_process.start_again()

        held = meaning.keys()
        assert all(digest in (before.get(key), bound[key]) for key, digest in held.items())
        found = {near.key: near.score for near in meaning.nearest("Υπηρεσία 3", "el", 100)}
        assert found.keys() == held.keys()
        bound = held

    meaning.put(entries)
    assert meaning.keys() == {key: passages.digest for key, passages in entries.items()}


def test_a_new_word_index_leaves_the_vectors_alone(meaning, settings):
    meaning.put({"a:1": Passages("el", ["Επίδομα θέρμανσης"])})
    folders = Folders(settings.SEARCH_INDEX_DIR)
    (settings.SEARCH_INDEX_DIR / "meaning-beside").mkdir()

    folders.use(folders.new())

    assert (settings.SEARCH_INDEX_DIR / "meaning-beside").is_dir()
    assert [near.key for near in meaning.nearest("θέρμανση", "el")] == ["a:1"]

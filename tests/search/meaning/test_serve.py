"""What `serve` starts beside the site is started again when it ends."""

from itertools import pairwise
from types import SimpleNamespace

import pytest

from home.management.commands import serve


@pytest.fixture
def clock(monkeypatch):
    moment = SimpleNamespace(now=100.0)
    monkeypatch.setattr(serve, "time", SimpleNamespace(monotonic=lambda: moment.now))
    return moment


class Child:
    """As much of a process as is looked at."""

    def __init__(self):
        self.returncode = None

    def poll(self):
        return self.returncode


@pytest.fixture
def started():
    """The moments of all children that were started, and the children."""
    return []


@pytest.fixture
def kept(clock, started):
    def start():
        started.append((clock.now, Child()))
        return started[-1][1]

    return serve.Kept("It", start, tell=lambda what: None)


def watch(kept, clock, seconds):
    for _ in range(seconds):
        kept.look()
        clock.now += 1


def test_what_ends_after_a_while_is_started_again_at_once(kept, clock, started):
    watch(kept, clock, 100)
    assert len(started) == 1

    started[0][1].returncode = -9
    kept.look()

    assert [moment for moment, _child in started] == [100, 200]


def test_what_keeps_ending_is_started_again_later_each_time(kept, clock, started):
    for _ in range(400):
        started[-1][1].returncode = 1
        watch(kept, clock, 1)

    lived_and_paused = [after - before for (before, _), (after, _) in pairwise(started)]
    assert lived_and_paused[:9] == [0, 1 + 1, 1 + 2, 1 + 4, 1 + 8, 1 + 16, 1 + 32, 1 + 60, 1 + 60]


def test_what_lived_long_enough_is_trusted_again(kept, clock, started):
    for _ in range(5):
        started[-1][1].returncode = 1
        watch(kept, clock, 20)
    watch(kept, clock, 200)
    before = len(started)

    started[-1][1].returncode = 1
    kept.look()

    assert len(started) == before + 1


def test_what_finds_by_meaning_is_started_beside_the_site_where_it_is_wanted(settings, monkeypatch):
    begun = []

    def begin(command, environment):
        begun.append(command)
        return SimpleNamespace(
            poll=lambda: None, send_signal=lambda signum: None, wait=lambda timeout: 0, returncode=0
        )

    monkeypatch.setattr(serve, "_begun", begin)
    monkeypatch.setattr(serve.Command, "_wait_for", lambda *arguments: _interrupt())
    monkeypatch.setattr(serve.signal, "signal", lambda *arguments: None)
    for settings.SEARCH_MEANING, expected in ((True, 1), (False, 0)):
        begun.clear()
        with pytest.raises(SystemExit):
            serve.Command().handle(host="127.0.0.1", port=1)
        assert sum("search.meaning.server" in command for command in begun) == expected


def _interrupt():
    raise KeyboardInterrupt

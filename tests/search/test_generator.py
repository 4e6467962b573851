"""Entries and questions that `bin/bench --search` makes up, and what the engine promises of so many."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from search import greek
from search.engines.embedded import Embedded
from search.lexicon import Lexicon
from search.understanding import beginning, understand
from search.vocabulary import Vocabulary

sys.path.append(str(Path(__file__).resolve().parents[2] / "bin"))

import bench_entries
import bench_questions

COUNT = 240


@pytest.fixture(scope="module")
def entries():
    return list(bench_entries.documents(COUNT))


@pytest.fixture(scope="module")
def index(entries, tmp_path_factory):
    index = Embedded(tmp_path_factory.mktemp("index"))
    index.rebuild(entries)
    return index


def question(asked, index):
    understood = {"language": "el", "vocabulary": index.vocabulary(), "lexicon": Lexicon()}
    return (
        beginning(asked.text, **understood)
        if asked.is_begun
        else understand(asked.text, **understood).question
    )


def test_an_entry_is_the_same_whatever_comes_after_it(entries):
    assert list(bench_entries.documents(30)) == entries[:30]
    assert list(bench_entries.documents(30, seed=2)) != entries[:30]


def test_entries_are_of_every_kind_a_guide_has(entries):
    kinds = Counter(entry.type for entry in entries)
    languages = Counter(entry.language for entry in entries)

    assert len({entry.key for entry in entries}) == len({entry.url for entry in entries}) == COUNT
    assert kinds["organisation"] == COUNT / bench_entries.ORGANISATIONS
    assert kinds["service"] == COUNT - kinds["organisation"]
    assert languages == {"el": COUNT * 0.9, "en": COUNT * 0.1}
    for entry in entries:
        said = [entry.title, entry.summary, entry.body, entry.unit, *entry.names, *entry.other]
        assert all(said)
        assert "{" not in "".join(said)


def test_ever_more_entries_bring_ever_fewer_new_words(entries):
    half = len(Vocabulary.of(entries[: COUNT // 2]).counts)
    whole = len(Vocabulary.of(entries).counts)

    assert half * 1.2 < whole < half * 1.9


def test_a_round_has_questions_of_every_kind_and_the_next_one_has_others():
    one, other = (bench_questions.round_of(number, entries=COUNT) for number in (1, 2))

    assert Counter(asked.kind for asked in one) == dict.fromkeys(
        bench_questions.KINDS, bench_questions.EACH_KIND
    )
    assert one == bench_questions.round_of(1, entries=COUNT)
    assert len({asked.text for asked in one} & {asked.text for asked in other}) < len(one) / 5


def test_what_is_asked_as_somebody_would_write_it_is_found(index):
    """Slips and sounds may make another word of it; what is only transcribed may not."""
    for asked in bench_questions.rounds(2, entries=COUNT):
        if asked.kind in {"words", "Greeklish", "phones", "one common word", "English", "many small words"}:
            assert index.search(question(asked, index), limit=1).found, asked


def test_nonsense_is_nothing_that_anybody_wrote(index):
    asked = [each for each in bench_questions.round_of(1, entries=COUNT) if each.kind == "nonsense"]

    assert not any(word in index.vocabulary().counts for each in asked for word in greek.tokens(each.text))


def test_what_is_counted_without_weighing_is_what_is_found(index):
    for asked in bench_questions.rounds(2, entries=COUNT):
        if asks := question(asked, index):
            found = index.search(asks, limit=COUNT).found
            counted = index.search(asks, limit=0)

            assert counted.counts == Counter(one.type for one in found), asked
            assert counted.units == Counter(one.unit for one in found), asked

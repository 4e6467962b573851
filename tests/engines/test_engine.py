"""What every engine promises: the same tests for the embedded one and both servers."""

from dataclasses import replace

import pytest

from search.engines.base import Unavailable
from tests.search.factories import asked, make_document


def keys_found(engine, text, **kwargs):
    question = replace(asked(text), **kwargs)
    return [found.key for found in engine.search(question, limit=10).found]


def test_what_was_built_is_found_with_what_a_list_shows(engine):
    document = make_document(summary="Χαρτί του Δήμου.")

    assert engine.rebuild([document, make_document("Παιδικός σταθμός")]) == 2

    [found] = engine.search(asked("βεβαίωση"), limit=10).found
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

    answer = engine.search(asked("αστεγία"), limit=3)

    assert len(answer.found) == 3
    assert (answer.total, answer.counts) == (8, {"service": 7, "form": 1})


def test_who_wants_no_counts_gets_the_same_answer_with_its_total_alone(engine):
    engine.rebuild([*(make_document(unit="Δομή") for _ in range(7)), make_document(type="form")])

    counted = engine.search(asked("αστεγία"), limit=3)
    plain = engine.search(asked("αστεγία"), limit=3, counted=False)

    assert plain == replace(counted, counts={}, units={})
    assert plain.total == 8


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


def test_a_rebuild_that_fails_leaves_the_old_index(engine):
    old = make_document("Παλιό")
    engine.rebuild([old])

    def documents():
        yield make_document("Νέο")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        engine.rebuild(documents())

    assert keys_found(engine, "παλιό") == [old.key]

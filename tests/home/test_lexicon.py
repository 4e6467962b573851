"""What search is given to begin with: words that would serve any Greek town, and editors' ever after."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.validators import validate_slug

from home.content import lexicon, snippets, sources
from home.content.ledger import Ledger
from search import greek
from search.models import CrisisPhrase, LexiconState, Synonym
from services_guide.models import Audience, Need

DATA = sources.read("search")
SYNONYMS = DATA["synonyms"].values()
CRISIS = DATA["crisis"].values()
KILKIS = sources.read("kilkis")
TERMS = [
    f"{kind}:{entry['slug']}"
    for kind, entries in (("need", "needs"), ("audience", "audiences"))
    for entry in KILKIS["taxonomy"][entries]
]


def folded(text):
    return " ".join(greek.tokens(text))


def sides(synonym):
    return [text.split(", ") for text in (synonym["written"], synonym["meant"])]


def all_texts():
    yield from CRISIS
    for synonym in SYNONYMS:
        yield from (text for side in sides(synonym) for text in side)
    for phrases in DATA["phrases"].values():
        yield from phrases


def only_stop_words(text):
    return greek.STOP_WORDS.issuperset(greek.tokens(text))


def test_there_is_enough_to_begin_with():
    assert len(DATA["synonyms"]) >= 120
    assert len(DATA["crisis"]) >= 25
    assert list(DATA["phrases"]) == TERMS


def names_once(pairs):
    names = [name for name, _value in pairs]
    assert len(set(names)) == len(names), names
    return dict(pairs)


def test_every_entry_has_a_name_of_its_own_that_stays():
    text = (sources.FOLDER / "search.json").read_text(encoding="utf-8")

    assert json.loads(text, object_pairs_hook=names_once) == DATA
    for name in [*DATA["synonyms"], *DATA["crisis"]]:
        assert validate_slug(name) is None
        assert len(name) <= 100


def test_a_synonym_is_one_that_an_editor_could_type():
    for synonym in SYNONYMS:
        Synonym(**synonym).clean_fields()
        written, meant = ([folded(text) for text in side] for side in sides(synonym))
        assert len({*written, *meant} - {""}) == len(written) + len(meant), synonym


def test_no_pair_of_synonyms_stands_twice():
    seen = set()
    for synonym in SYNONYMS:
        written, meant = ([folded(text) for text in side] for side in sides(synonym))
        pairs = {(one, other) for one in written for other in meant}
        if synonym["both_ways"]:
            pairs |= {(other, one) for one, other in pairs}
        assert not pairs & seen
        seen |= pairs
    assert len({synonym["written"] for synonym in SYNONYMS}) == len(DATA["synonyms"])


def test_no_crisis_word_stands_twice():
    assert len({folded(text) for text in CRISIS}) == len(DATA["crisis"])
    for text in CRISIS:
        CrisisPhrase(text=text).clean_fields()


def test_a_term_has_phrases_in_both_languages():
    for term, phrases in DATA["phrases"].items():
        greek_ones = [phrase for phrase in phrases if greek.GREEK.search(phrase)]
        assert 12 <= len(phrases) <= 60, term
        assert len(greek_ones) >= 8, term
        assert len(phrases) - len(greek_ones) >= 3, term
        assert all(2 <= len(phrase.split()) <= 8 for phrase in phrases), term


def test_a_phrase_belongs_to_one_term():
    spoken = [folded(phrase) for phrases in DATA["phrases"].values() for phrase in phrases]

    assert [each for each in set(spoken) if spoken.count(each) > 1] == []


def test_nothing_is_so_general_that_it_fits_every_question():
    assert [text for text in all_texts() if only_stop_words(text)] == []


def test_nothing_is_said_of_one_town_or_of_its_own_entries():
    own = {folded(entry[name]) for entry in KILKIS["services"] for name in ("title", "title_en")}
    own |= {folded(entry["name"]) for entry in KILKIS["organisations"] if entry["parent"]}

    assert [text for text in all_texts() if "κιλκισ" in folded(text) or "kilkis" in folded(text)] == []
    phrases = [phrase for phrases in DATA["phrases"].values() for phrase in phrases]
    assert [phrase for phrase in phrases if folded(phrase) in own] == []


def load():
    call_command("load_kilkis", stdout=StringIO())


def load_lexicon():
    """The part of loading that brings synonyms and crisis words."""
    for job in lexicon.LexiconLoader(Ledger()).jobs():
        job()


def test_search_knows_the_phrases_of_every_term(kilkis):
    known = {(phrase.term, phrase.text) for model in (Need, Audience) for phrase in model.search_phrases()}

    assert {(term, text) for term, texts in DATA["phrases"].items() for text in texts} <= known
    assert ("need:stegi-astegia", "Housing and homelessness") in known
    assert Synonym.objects.count() == len(DATA["synonyms"])
    assert CrisisPhrase.objects.count() == len(DATA["crisis"])
    assert LexiconState.current() > 0


@pytest.fixture
def newer(kilkis, monkeypatch):
    """Data for the next load, to be changed."""
    data = copy.deepcopy(DATA)
    for module in (lexicon, snippets):
        monkeypatch.setattr(
            module, "read", lambda name: data if name == "search" else sources.read.__wrapped__(name)
        )
    return data


def test_newer_words_reach_what_nobody_has_touched_and_leave_editors_theirs(newer):
    names = list(DATA["synonyms"])[:3]
    for name in names:
        newer["synonyms"][name]["meant"] += ", νεότερο"
    newer["phrases"][TERMS[0]].append("μια νεότερη φράση")
    newer["phrases"][TERMS[1]].append("μια νεότερη φράση")
    untouched, changed, deleted = (
        Synonym.objects.get(written=DATA["synonyms"][name]["written"]) for name in names
    )
    changed.meant = "όπως το έγραψε η συντάκτρια"
    changed.save()
    deleted.delete()
    CrisisPhrase.objects.get(text=next(iter(CRISIS))).delete()
    slugs = [term.partition(":")[2] for term in TERMS[:2]]
    theirs = Need.objects.get(slug=slugs[1], locale__language_code="el")
    theirs.phrases_typed = "όπως το έγραψε η συντάκτρια"
    theirs.save()

    load()

    untouched.refresh_from_db()
    changed.refresh_from_db()
    theirs.refresh_from_db()
    assert untouched.meant.endswith("νεότερο")
    assert changed.meant == theirs.phrases_typed == "όπως το έγραψε η συντάκτρια"
    assert Synonym.objects.count() == len(SYNONYMS) - 1
    assert CrisisPhrase.objects.count() == len(CRISIS) - 1
    for term in Need.objects.filter(slug=slugs[0]):
        assert term.phrases_typed.endswith("μια νεότερη φράση")
    assert Ledger().is_untouched(f"{TERMS[0]}:en")


def test_what_is_worded_otherwise_takes_the_place_of_what_it_was(newer):
    names, crisis = list(DATA["synonyms"])[:3], next(iter(DATA["crisis"]))
    untouched, changed, deleted = (
        Synonym.objects.get(written=DATA["synonyms"][name]["written"]) for name in names
    )
    for name in names:
        newer["synonyms"][name]["written"] += ", κι αλλιώς"
    newer["crisis"][crisis] = "αλλιώς ειπωμένος κίνδυνος"
    changed.meant = "όπως το έγραψε η συντάκτρια"
    changed.save()
    deleted.delete()

    load_lexicon()

    untouched.refresh_from_db()
    changed.refresh_from_db()
    assert untouched.written.endswith(", κι αλλιώς")
    assert changed.written == DATA["synonyms"][names[1]]["written"]
    assert Synonym.objects.count() == len(SYNONYMS) - 1
    assert not CrisisPhrase.objects.filter(text=DATA["crisis"][crisis]).exists()
    assert CrisisPhrase.objects.count() == len(CRISIS)


def test_a_new_wording_that_an_editor_gave_already_is_left_to_them(newer):
    crisis = next(iter(DATA["crisis"]))
    newer["crisis"][crisis] = "αλλιώς ειπωμένος κίνδυνος"
    theirs = CrisisPhrase.objects.create(text="αλλιώς ειπωμένος κίνδυνος")

    load_lexicon()

    theirs.refresh_from_db()
    assert theirs.text == newer["crisis"][crisis]
    assert CrisisPhrase.objects.filter(text=DATA["crisis"][crisis]).exists()

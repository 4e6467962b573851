"""Of a long question the model is asked the telling words."""

from hypothesis import given
from hypothesis import strategies as st

from search import nearness, query
from search.gist import LONGEST, gist
from search.vocabulary import Counting
from tests.search.factories import make_document

LONG = (
    "Καλησπέρα σας, θα ήθελα να ρωτήσω τι χαρτιά χρειάζονται για να κάνω αίτηση "
    "για το επίδομα ενοικίου στο γραφείο"
)


def vocabulary_of(*titles):
    counting = Counting()
    for title in titles:
        counting.add(make_document(title=title))
    return counting.vocabulary()


KNOWN = vocabulary_of(
    "Αίτηση για επίδομα", "Αίτηση στο γραφείο", "Αίτηση και χαρτιά στο γραφείο", "Ενοικίου επίδομα"
)


def test_a_short_question_stays_as_it_is():
    assert gist("δεν έχω πού να μείνω", KNOWN) == "δεν έχω πού να μείνω"


def test_a_long_question_keeps_its_telling_words_in_their_order():
    assert gist(LONG, KNOWN) == "Καλησπέρα ήθελα χαρτιά αίτηση επίδομα ενοικίου γραφείο"


def test_a_long_question_of_small_words_still_says_something():
    assert gist("δεν " * 40, KNOWN).startswith("δεν δεν")


def test_one_endless_word_is_cut():
    assert gist("α" * 200, KNOWN) == "α" * LONGEST


@given(st.text(max_size=query.LONGEST_QUERY).map(query.cleaned))
def test_whatever_is_asked_the_gist_is_short_and_of_its_words(text):
    short = gist(text, KNOWN)

    assert len(short) <= LONGEST or short == text
    assert bool(short) == bool(text)
    words = iter(text.split())
    assert all(word in words for word in short.split()) or short == text[:LONGEST]


def test_meaning_is_asked_for_the_gist(db, indexed, monkeypatch):
    indexed(make_document(title="Επίδομα ενοικίου"))
    asked = []

    def nothing_near(text, *among):
        asked.append(text)
        return [[] for _each in among]

    monkeypatch.setattr(nearness.meaning, "nearest_of_each", nothing_near)

    query.find(LONG, language="el")

    assert len(asked) == 1
    assert len(asked[0]) <= LONGEST
    assert "ενοικίου" in asked[0]

"""What people type who need one service: general words, loaded with the services, editors' ever after."""

import copy
from collections import Counter
from io import StringIO

from django.core.management import call_command

from home.content import pages, sources
from home.content.ledger import Ledger
from search import analysis, greek, lexicon
from services_guide.models import ServicePage

DATA = sources.read("service_phrases")
KILKIS = sources.read("kilkis")
SLUGS = [entry["slug"] for entry in KILKIS["services"]]
SPOKEN = [phrase for phrases in DATA.values() for phrase in phrases]


def folded(text):
    return " ".join(greek.tokens(text))


def test_every_service_has_phrases_in_both_languages():
    assert list(DATA) == SLUGS
    for slug, phrases in DATA.items():
        greek_ones = [phrase for phrase in phrases if greek.GREEK.search(phrase)]
        assert 10 <= len(phrases) <= 70, slug
        assert len(greek_ones) >= 8, slug
        assert len(phrases) - len(greek_ones) >= 3, slug
        assert all(2 <= len(phrase.split()) <= 8 for phrase in phrases), slug


def test_a_phrase_belongs_to_one_service_and_to_no_term():
    for_terms = {
        folded(phrase) for phrases in sources.read("search")["phrases"].values() for phrase in phrases
    }
    telling = Counter(analysis.telling_stems(greek.tokens(phrase)) for phrase in SPOKEN)

    assert [set(stems) for stems, times in telling.items() if times > 1] == []
    assert [phrase for phrase in SPOKEN if folded(phrase) in for_terms] == []


def test_a_phrase_says_something_and_nothing_of_one_town():
    own = {folded(entry[name]) for entry in KILKIS["services"] for name in ("title", "title_en")}

    assert [phrase for phrase in SPOKEN if greek.STOP_WORDS.issuperset(greek.tokens(phrase))] == []
    assert [phrase for phrase in SPOKEN if "κιλκισ" in folded(phrase) or "kilkis" in folded(phrase)] == []
    assert [phrase for phrase in SPOKEN if folded(phrase) in own] == []


def test_newer_phrases_reach_what_nobody_has_touched_and_leave_editors_theirs(kilkis, monkeypatch):
    assert {(f"service:{slug}", phrase) for slug, phrases in DATA.items() for phrase in phrases} <= {
        (phrase.term, phrase.text) for phrase in lexicon.current().phrases
    }
    newer = copy.deepcopy(DATA)
    for slug in SLUGS[:2]:
        newer[slug].append("μια νεότερη φράση")
    monkeypatch.setattr(
        pages, "read", lambda name: newer if name == "service_phrases" else sources.read.__wrapped__(name)
    )
    theirs = ServicePage.objects.get(slug=SLUGS[1], locale__language_code="el")
    theirs.phrases_typed = "όπως το έγραψε η συντάκτρια"
    theirs.save_revision().publish()

    call_command("load_kilkis", stdout=StringIO())

    for untouched in ServicePage.objects.filter(slug=SLUGS[0]):
        assert untouched.phrases_typed.endswith("μια νεότερη φράση")
    assert ServicePage.objects.filter(slug=SLUGS[0]).count() == 2
    assert Ledger().is_untouched(f"service:{SLUGS[0]}:en")
    theirs.refresh_from_db()
    assert theirs.phrases_typed == "όπως το έγραψε η συντάκτρια"

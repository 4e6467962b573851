"""What `find` answers, from the words somebody types to the hits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import analysis, greek, matches, query, ranking
from search.highlighting import highlighted
from search.lexicon import Lexicon, Pin
from tests.search.factories import make_document

pytestmark = pytest.mark.django_db


def titles(text, **kwargs):
    return [hit.title for hit in query.find(text, **{"language": "el", **kwargs}).hits]


@pytest.fixture
def town(indexed):
    """Some of what a town offers."""
    indexed(
        make_document("Βεβαίωση αστεγίας", summary="Έγγραφο για όσους ζουν στον δρόμο ή σε ξενώνα."),
        make_document("Βοήθεια στο Σπίτι", summary="Φροντίδα ηλικιωμένων και αναπήρων στο σπίτι τους."),
        make_document("Επίδομα στέγασης", summary="Για το ενοίκιο.", names=("Στέγη", "Ο.Π.Ε.Κ.Α.")),
        make_document("Επανασύνδεση ρεύματος", names=("Μου έκοψαν το ρεύμα",)),
        make_document("Ψυχολογική υποστήριξη", summary="Ψυχολόγοι ακούν όποιον το χρειάζεται."),
        make_document("Κέντρο Κοινότητας", type="organisation", phones=("2341099996",)),
        make_document("Αίτηση για βεβαίωση αστεγίας", type="form"),
        make_document("Homelessness certificate", language="en"),
    )


@pytest.mark.parametrize(
    "typed", ["αστεγος", "άστεγος", "ΑΣΤΕΓΟΣ", "AΣΤΕΓΟΣ", "άστεγοι", "αστεγία", "ΑΣΤΕΓΊΑΣ"]
)
def test_a_homeless_person_finds_the_certificate_however_the_word_is_typed(town, typed):
    assert titles(typed)[0] == "Βεβαίωση αστεγίας"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("μου έκοψαν το ρεύμα", "Επανασύνδεση ρεύματος"),
        ("χρειάζομαι έναν ψυχολόγο", "Ψυχολογική υποστήριξη"),
        ("επιδοματα για ενοικιο", "Επίδομα στέγασης"),
        ("οπεκα", "Επίδομα στέγασης"),
        ("Ο.Π.Ε.Κ.Α.", "Επίδομα στέγασης"),
        ("βοήθεια για την ηλικιωμένη μητέρα μου στο σπίτι", "Βοήθεια στο Σπίτι"),
        ("κεντρο κοινοτητασ", "Κέντρο Κοινότητας"),
        ("23410 99996", "Κέντρο Κοινότητας"),
        ("βεβαίωση αστεγίας αίτηση", "Αίτηση για βεβαίωση αστεγίας"),
    ],
)
def test_people_ask_in_their_own_words(town, typed, first):
    assert titles(typed)[0] == first


@pytest.mark.parametrize("typed", ["ξζψφγρ", "qwerty", "αστεγοποίηση ξζψφγρ", "123456789"])
def test_nonsense_finds_nothing(town, typed):
    results = query.find(typed, language="el")

    assert (results.total, results.hits, results.counts) == (0, [], {})
    assert results.is_available


def test_one_word_of_a_long_question_is_too_little(town):
    assert titles("αστεγία ηλεκτρονικό παιχνίδι ποδήλατο θάλασσα") == []


def test_each_language_finds_its_own(town):
    assert titles("homeless", language="en") == ["Homelessness certificate"]
    assert titles("homeless") == []


def test_hits_can_be_of_some_types_only(town):
    assert titles("αστεγία", types=["form"]) == ["Αίτηση για βεβαίωση αστεγίας"]
    assert query.find("αστεγία", language="el").counts == {"service": 1, "form": 1}


def test_an_office_with_a_page_of_its_own_is_found_once_as_an_office(indexed):
    page = make_document("Κέντρο Κοινότητας", type="page", url="/kentro/", body="Κέντρο")
    office = make_document("Το Κέντρο Κοινότητας", type="organisation", url="/kentro/")
    other = make_document("Κέντρο Υγείας", type="page", url="/ygeia/")
    indexed(page, office, other)

    results = query.find("κέντρο κοινότητας", language="el")

    assert [hit.key for hit in results.hits] == [office.key, other.key]
    assert (results.total, results.counts) == (2, {"organisation": 1, "page": 1})
    of_pages = query.find("κέντρο κοινότητας", language="el", types=["page"])
    assert ([hit.key for hit in of_pages.hits], of_pages.total) == ([other.key], 1)


def test_the_best_of_a_rare_type_is_found_behind_hundreds_of_others(indexed, monkeypatch):
    monkeypatch.setattr(matches, "CHECKED", 5)
    form = make_document("Αίτηση", type="form", body="επίδομα")
    indexed(*(make_document(f"Επίδομα {number}") for number in range(20)), form)

    results = query.find("επίδομα", language="el", types=["form"], limit=3)

    assert [hit.key for hit in results.hits] == [form.key]
    assert (results.total, results.counts) == (1, {"service": 20, "form": 1})


def test_pages_of_hits_join_without_gap_or_repeat(indexed):
    indexed(*(make_document(f"Επίδομα {number:02}") for number in range(25)))

    pages = [titles("επίδομα", limit=10, offset=offset) for offset in (0, 10, 20, 30)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({title for page in pages for title in page}) == 25
    assert query.find("επίδομα", language="el", limit=10, offset=20).total == 25


def test_what_matches_is_marked_in_any_inflection_and_the_rest_escaped(indexed):
    indexed(make_document("<b>Βεβαίωση</b> αστεγίας", summary="Για ΑΣΤΕΓΟΥΣ & «άστεγες»."))

    [hit] = query.find("άστεγος", language="el").hits

    assert hit.title_html == "&lt;b&gt;Βεβαίωση&lt;/b&gt; <mark>αστεγίας</mark>"
    assert hit.summary_html == "Για <mark>ΑΣΤΕΓΟΥΣ</mark> &amp; «<mark>άστεγες</mark>»."


@given(st.text(), st.text(alphabet="<>&\"'αά/ .ο", max_size=30))
def test_highlighting_adds_marks_and_no_other_markup(text, title):
    html = highlighted(title, analysis.stems(greek.tokens(text + " αα")))

    rest = html.replace("<mark>", "").replace("</mark>", "")
    assert not set("<>\"'") & set(rest)


def test_understood_as_says_which_words_were_looked_for(town):
    assert query.find("  Για τον ΆΣΤΕΓΟ\n ", language="el").understood_as == "για τον αστεγο"


def test_a_query_is_cut_and_cleaned():
    assert query.cleaned("α" * 300) == "α" * 200
    assert query.cleaned(" α\x00β\t\u202eγ\u2028δ\ud800 ") == "α β γ δ"


@given(text=st.text(), offset=st.integers(), limit=st.integers())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_text_however_odd_makes_search_fail(town, text, offset, limit):
    results = query.find(text, language="el", limit=limit, offset=offset)

    assert len(results.hits) <= max(limit, 0)
    query.suggest(text, language="el")


def test_without_an_index_the_answer_is_empty_and_says_so():
    results = query.find("αστεγία", language="el")

    assert (results.total, results.hits, results.engine, results.is_available) == (0, [], "none", False)
    assert query.suggest("αστεγ", language="el") == []


def test_suggestions_complete_the_last_word_in_titles_and_names(town):
    def suggested(text):
        return [suggestion.text for suggestion in query.suggest(text, language="el")]

    assert suggested("αστεγ") == ["Βεβαίωση αστεγίας", "Αίτηση για βεβαίωση αστεγίας"]
    assert suggested("βεβαίωση ασ") == ["Βεβαίωση αστεγίας", "Αίτηση για βεβαίωση αστεγίας"]
    assert suggested("ΜΟΥ ΕΚΟ") == ["Επανασύνδεση ρεύματος"]
    assert suggested("ξενών") == []
    assert suggested("α") == suggested("") == []


def test_what_an_editor_pinned_comes_first_even_for_words_that_nobody_knows(indexed):
    other, pinned = make_document("Επίδομα στέγασης"), make_document("Βεβαίωση αστεγίας")
    indexed(other, pinned)
    lexicon = Lexicon(pinned=(Pin("ξζψφγρ", pinned.key), Pin("επίδομα", pinned.key)))

    for typed, keys in (("ξζψφγρ", [pinned.key]), ("επιδόματα", [pinned.key, other.key])):
        results = query.find(typed, language="el", given=lexicon)
        assert [hit.key for hit in results.hits] == keys
        assert next(hit.is_pinned for hit in results.hits)
        assert results.total == len(keys)


def test_many_words_make_no_phone_number_of_a_question(indexed):
    words = "ρεύμα νερό θέρμανση ενοίκιο τρόφιμα φάρμακα σύνταξη παιδί σχολείο δουλειά λογαριασμός χρέος"
    office = make_document("Γραφείο", type="organisation", summary=words)
    service = make_document("Υπηρεσία", summary=words)
    indexed(office, service, *(make_document(f"Άλλο {number}") for number in range(500)))

    first, second = query.find(words, language="el").hits

    assert (first.key, second.key) == (office.key, service.key)
    assert first.score - second.score == pytest.approx(ranking.BY_TYPE["organisation"])


def test_of_suggestions_those_come_first_that_begin_as_typed(indexed):
    indexed(
        make_document("197 Γραμμή βοήθειας", type="helpline", names=("Βοήθεια", "Άμεση βοήθεια")),
        make_document("Κοινωνική βοήθεια"),
        make_document("Βοήθεια στο Σπίτι για όσους ζουν μόνοι"),
    )

    offered = [suggestion.text for suggestion in query.suggest("βοήθ", language="el")]

    assert (offered[0], len(offered)) == ("Βοήθεια στο Σπίτι για όσους ζουν μόνοι", 3)
    assert query.suggest("197 γρ", language="el")[0].text == "197 Γραμμή βοήθειας"


def test_of_a_beginning_however_long_only_so_much_is_read(indexed, monkeypatch):
    indexed(make_document())
    read, tokens = [], greek.tokens
    monkeypatch.setattr(greek, "tokens", lambda text: read.append(len(text)) or tokens(text))

    query.suggest("βεβαίωση " * 2000, language="el")

    assert max(read) <= query.LONGEST_QUERY

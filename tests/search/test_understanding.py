"""What somebody typed, as search understands it."""

import pytest

from search.lexicon import Lexicon, Phrase
from search.models import Synonym
from search.understanding import beginning, understand
from search.vocabulary import Vocabulary
from tests.search.factories import make_document

KNOWN = Vocabulary.of(
    [
        make_document("Βοήθεια στο Σπίτι", summary="Φροντίδα ηλικιωμένων στο σπίτι τους."),
        make_document(
            "Επίδομα στέγασης", summary="Για το ενοίκιο.", other=("Housing benefit", "Help with the rent.")
        ),
        make_document("Ελάχιστο Εγγυημένο Εισόδημα (Ε.Ε.Ε.)"),
        make_document("Επανασύνδεση ρεύματος", body="Για όσους έχουν χρέη."),
    ]
)
LEXICON = Lexicon(
    synonyms=(Synonym(written="ΚΕΑ, κοινωνικό εισόδημα", meant="ελάχιστο εγγυημένο εισόδημα"),),
    phrases=(
        Phrase("need:revma", "μου έκοψαν το ρεύμα"),
        Phrase("need:stegi", "δεν έχω πού να μείνω"),
    ),
    crisis=("αυτοκτονία", "με χτυπάει"),
)


def understood(text, **options):
    return understand(text, **{"language": "el", "vocabulary": KNOWN, "lexicon": LEXICON, **options})


def telling(text):
    return [part.readings[0].words[0].exact for part in understood(text).question.parts if part.is_telling]


@pytest.mark.parametrize(
    "typed",
    [
        "βοήθεια στο σπίτι", "ΒΟΗΘΕΙΑ ΣΤΟ ΣΠΙΤΙ", "voitheia sto spiti", "boh8eia sto spiti",
        "voithia sto spiti", "bohueia sto spiti", "bo;hueia sto sp;iti", "βοηθεαι στο σπίτι",
    ],
)  # fmt: skip
def test_help_at_home_is_understood_however_it_is_typed(typed):
    assert understood(typed).words == ("βοηθεια", "στο", "σπιτι")


def test_what_was_read_otherwise_is_told_as_a_reader_would_write_it():
    assert understood("voithia sto spiti").corrected == "βοήθεια στο σπίτι"
    assert understood("βοήθειας σπιτιού").corrected == ""


def test_taken_literally_nothing_is_read_otherwise():
    literal = understood("voithia", literal=True)

    assert (literal.words, literal.corrected) == (("voithia",), "")


def test_english_words_stay_english():
    assert understood("help with the rent").words == ("help", "with", "the", "rent")


def test_small_words_weigh_but_make_no_answer():
    assert telling("Βοήθεια για το σπίτι") == ["βοηθεια", "σπιτι"]


def test_a_question_of_small_words_alone_keeps_them():
    assert telling("για το") == ["για", "το"]


def test_a_word_counts_once():
    assert telling("σπίτι ΣΠΙΤΙ") == ["σπιτι"]


@pytest.mark.parametrize("typed", ["ΕΕΕ", "Ε.Ε.Ε.", "ε ε ε", "EEE"])
def test_an_acronym_is_one_word_dotted_or_spaced(typed):
    assert "εεε" in {reading.words[0].exact for reading in understood(typed).question.parts[0].readings}


@pytest.mark.parametrize("typed", ["κεα", "κοινωνικό εισόδημα"])
def test_a_synonym_is_one_more_reading(typed):
    readings = [reading for part in understood(typed).question.parts for reading in part.readings]

    assert ("ελαχιστο", "εγγυημενο", "εισοδημα") in [
        tuple(word.exact for word in reading.words) for reading in readings
    ]


def test_a_synonym_of_one_way_is_none_of_the_other():
    [part] = understood("ελάχιστο").question.parts

    assert len(part.readings) == 1


def test_a_phrase_of_an_editor_leads_to_its_term():
    terms = understood("μας κόψανε το ρεύμα, μου έκοψαν και το τηλέφωνο").terms

    assert max(terms, key=terms.__getitem__) == "need:revma"


@pytest.mark.parametrize("typed", ["σκέφτομαι την αυτοκτονία", "ο άντρας μου με χτυπάει", "autoktonia"])
def test_words_of_danger_are_heard(typed):
    assert understood(typed).is_crisis


@pytest.mark.parametrize("typed", ["χτυπάει το τηλέφωνο", "", "βοήθεια"])
def test_others_are_no_crisis(typed):
    assert not understood(typed).is_crisis


@pytest.mark.parametrize("typed", [" … !", "", "\x00"])
def test_nothing_typed_asks_nothing(typed):
    assert not understood(typed).question


@pytest.mark.parametrize("typed", ["β", "", " "])
def test_one_letter_is_no_beginning(typed):
    assert not beginning(typed, language="el", vocabulary=KNOWN, lexicon=LEXICON)

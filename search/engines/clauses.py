"""The fields of the embedded index, and a question in tantivy's own terms, clause by clause."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import tantivy
from tantivy import Occur, Query

from search.question import WEIGHTS, Part, Question, Reading, Word

COVERAGE = 100.0
"""For each part met: more than weights and rarity ever add up to, so more parts come first."""
TERM = COVERAGE
"""For a term that the question speaks of, by its weight."""
PHONE_FOUND = 1000.0
KINDS = {"exact": ("", 1.5), "stem": ("_stem", 1.0), "sound": ("_sound", 0.7)}
"""Shape of a word → the end of its field's name, and how much it counts to be met in this shape."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("unit", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("terms", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("phone", tokenizer_name="whitespace", index_option="basic")
    for field in WEIGHTS:
        for ending, _weight in KINDS.values():
            builder.add_text_field(f"{field}{ending}", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("anywhere", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("number", fast=True)
    builder.add_bytes_field("entry", stored=True)
    return builder.build()


SCHEMA = _schema()


def weighing(question: Question) -> Query:
    """What must be met, what only weighs, and what narrows down."""
    telling = [part for part in question.parts if part.is_telling]
    small = [part for part in question.parts if not part.is_telling]
    met = [_covering(part, question) for part in telling]
    return Query.boolean_query(
        [
            (Occur.Must, _wanted(met, question)),
            *((Occur.Should, _part(part, question)) for part in small),
            *((Occur.Should, _constant("terms", term, TERM * weight)) for term, weight in question.hints),
            *((Occur.Must, Query.const_score_query(condition, 0.0)) for condition in _filters(question)),
        ]
    )


def counting(question: Question) -> Query:
    """
    Meets the same documents without weighing them, which takes a fraction.
    """
    met = [_any_of_part(part, question) for part in question.parts if part.is_telling]
    wanted = [_wanted(met, question), *_filters(question)]
    return Query.boolean_query([(Occur.Must, condition) for condition in wanted])


def _wanted(met: Sequence[Query], question: Question) -> Query:
    parts = [(Occur.Should, part) for part in met]
    wanted = [Query.boolean_query(parts, minimum_number_should_match=question.required)]
    if question.phone:
        wanted.append(_constant("phone", question.phone, PHONE_FOUND))
    wanted += [_constant("terms", term, TERM * weight) for term, weight in question.terms]
    return _any(wanted)


def _filters(question: Question) -> list[Query]:
    filters = [Query.term_query(SCHEMA, "language", question.language, "basic")]
    for field in ("types", "units"):
        if values := getattr(question, field):
            filters.append(Query.term_set_query(SCHEMA, field.removesuffix("s"), list(values)))
    return filters


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _any_of_part(part: Part, question: Question) -> Query:
    readings = (_any_of_words(reading.words, question) for reading in part.readings)
    return _any(readings)


def _any_of_words(words: Sequence[Word], question: Question) -> Query:
    met = [_any_of_word(word, question) for word in words]
    return met[0] if len(met) == 1 else Query.boolean_query([(Occur.Must, word) for word in met])


def _any_of_word(word: Word, question: Question) -> Query:
    """A word's stem stands wherever the word does, and all stems are in one field too: one list to read."""
    if word.stem and not word.sound and not word.is_begun and question.weights.keys() == WEIGHTS.keys():
        return Query.term_query(SCHEMA, "anywhere", word.stem, "basic")
    return _any(
        _text(f"{field}{ending}", text, word.is_begun)
        for field in question.weights
        for shape, (ending, _weight) in KINDS.items()
        if (text := getattr(word, shape))
    )


def _constant(field: str, value: str, score: float) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, field, value, "basic"), score)


def _covering(part: Part, question: Question) -> Query:
    counted = Query.const_score_query(_any_of_part(part, question), COVERAGE * part.weight)
    return Query.boolean_query([(Occur.Must, counted), (Occur.Should, _part(part, question))])


def _part(part: Part, question: Question) -> Query:
    readings = [_reading(reading, question) for reading in part.readings]
    return readings[0] if len(readings) == 1 else Query.disjunction_max_query(readings)


def _reading(reading: Reading, question: Question) -> Query:
    weights = tuple(question.weights.items())
    words = [(_word if word.is_begun else _kept_word)(word, weights) for word in reading.words]
    met = words[0] if len(words) == 1 else Query.boolean_query([(Occur.Must, word) for word in words])
    return met if reading.weight == 1 else Query.boost_query(met, reading.weight)


def _word(word: Word, weights: tuple[tuple[str, float], ...]) -> Query:
    """Counts where it weighs most, and a little for every further field."""
    return Query.disjunction_max_query(
        [
            Query.boost_query(_text(f"{field}{ending}", text, word.is_begun), weight * by_shape)
            for field, weight in weights
            for shape, (ending, by_shape) in KINDS.items()
            if (text := getattr(word, shape))
        ],
        0.1,
    )


_kept_word = lru_cache(maxsize=2000)(_word)
"""Small words come again and again, and one is fifteen terms to look for."""


def _text(field: str, text: str, is_begun: bool) -> Query:
    return _begun(field, text) if is_begun else Query.term_query(SCHEMA, field, text, "freq")


@lru_cache(maxsize=100)
def _begun(field: str, text: str) -> Query:
    """
    Kept for when the same question is counted: a pattern is slow to make. A word in normal form holds
    letters and digits only, so nobody can smuggle in another one.
    """
    return Query.regex_query(SCHEMA, field, f"{text}.*")

"""Greeklish of every style."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import greek

LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
STYLES = {
    "by eye": "a b g d e z h 8 i k l m n 3 o p r s t y f x 4 w",
    "by ear": "a v g d e z i th i k l m n ks o p r s t i f h ps o",
    "mixed": "a v g d e z h th i k l m n x o p r s t u f x ps o",
}
KEYS = {style: dict(zip(LETTERS, latin.split(), strict=True)) for style, latin in STYLES.items()}


def written(word, style):
    """`word` letter by letter, but for the sounds that have two; who writes by ear hears af and ef."""
    pairs = {"ου": "ou"} | ({"αυ": "af", "ευ": "ef"} if style == "by ear" else {})
    for greek_letters, latin in pairs.items():
        word = word.replace(greek_letters, latin)
    return "".join(KEYS[style].get(letter, letter) for letter in word)


def words():
    lines = Path(__file__).with_name("inflections.txt").read_text().splitlines()
    text = " ".join(line.replace("/", " ") for line in lines if not line.startswith("#"))
    return sorted({word for word in greek.tokens(text) if len(word) > 2})


def sounds(readings):
    return [greek.sound(reading) for reading in readings]


@pytest.mark.parametrize("style", ["passport", *KEYS])
def test_everyday_words_are_read_right_in_every_style(style):
    latin = {word: greek.to_latin(word) if style == "passport" else written(word, style) for word in words()}
    read = {
        word: sounds(greek.greeklish(each)) for word, each in latin.items() if not greek.GREEK.search(each)
    }
    first = [found[:1] == [greek.sound(word)] for word, found in read.items()]
    among = [greek.sound(word) in found[:4] for word, found in read.items()]

    assert len(read) > 1000
    assert sum(first) / len(read) >= 0.95
    assert sum(among) / len(read) >= 0.985


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("voitheia boh8eia voithia bohtheia boithia voh8ia", "βοηθεια"),
        ("enoikiou enikiu enoikioy", "ενοικιου"),
        ("xreiazomai chreiazomai hriazome xriazomai", "χρειαζομαι"),
        ("8elw thelo 9elo qelw", "θελω"),
        ("anasfalistos anasfalhstos", "ανασφαλιστοσ"),
        ("psyxologos psihologos psychologos 4yxologos ψυchologos", "ψυχολογοσ"),
        ("revma reyma reuma", "ρευμα"),
        ("paidia pedia", "παιδια"),
        ("dwrean dorean", "δωρεαν"),
        ("farmaka pharmaka", "φαρμακα"),
        ("thlefwno tilefono", "τηλεφωνο"),
        ("syntaksh sintaxi synta3i suntaxh", "συνταξη"),
        ("aggelia angelia", "αγγελια"),
        ("ntoulapa doulapa", "ντουλαπα"),
        ("ygeia igia ugeia", "υγεια"),
        ("eyxaristw efharisto euxaristo", "ευχαριστω"),
        ("efhbos efivos", "εφηβοσ"),
    ],
)
def test_all_ways_of_writing_a_word_are_read_as_it_first(typed, word):
    assert {greek.sound(greek.greeklish(each)[0]) for each in typed.split()} == {greek.sound(word)}


def test_what_is_ambiguous_gives_each_meaning():
    assert {"εχω", "εξω"} <= set(greek.greeklish("exw"))


@pytest.mark.parametrize("word", ["", "4520", "βοηθεια", "straße", "ñandu", "a" * 41, "a b"])
def test_what_is_no_greeklish_has_no_reading(word):
    assert greek.greeklish(word) == ()


@settings(deadline=None)  # the first reads the tables
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789αβγω", max_size=40))
def test_readings_are_few_and_each_another_sound(word):
    readings = greek.greeklish(word)

    assert len(readings) <= 24
    assert len(set(sounds(readings))) == len(readings)


@given(st.text(LETTERS, max_size=30))
def test_to_latin_leaves_no_greek_letter(word):
    assert greek.to_latin(word).isascii()

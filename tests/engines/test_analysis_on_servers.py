"""Where the server's own Greek filters agree with ours, by what the server says."""

import re
from pathlib import Path

import pytest

from search import greek
from tests.engines.conftest import ask

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def words():
    """Every word of the Guide's interface and content, as written."""
    texts = [path.read_text() for path in sorted((ROOT / "home/content").glob("*.json"))]
    return sorted({word for text in texts for word in WORD.findall(text) if word[0].isalpha()})


def analysed(elastic, address, words, **analysis):
    """What the server makes of these words; it takes ten thousand at a time."""
    found = []
    for start in range(0, len(words), 9000):
        text = " ".join(words[start : start + 9000])
        answer = ask(address, "POST", f"/{elastic.indices.alias}/_analyze", {"text": text, **analysis})
        found += [token["token"] for token in answer["tokens"]]
    return found


def test_the_server_leaves_our_words_as_they_are(elastic, address, words):
    elastic.rebuild([])
    ours = [token for word in words for token in greek.tokens(word)]
    ready = [*ours, *map(greek.stem, ours), *map(greek.sound, ours)]
    assert len(ours) > 1000

    assert analysed(elastic, address, ready, analyzer="ready_words") == ready


def test_the_server_folds_greek_as_we_do(elastic, address, words):
    """So whoever asks the server by hand, in capitals and with accents, meets our words."""
    elastic.rebuild([])
    whole = [word for word in words if word.isalpha() and greek.GREEK.match(word)]
    assert len(whole) > 1000

    folded = analysed(elastic, address, whole, analyzer="ready_words")

    ours = [greek.normal_form(word) for word in whole]
    assert [pair for pair in zip(ours, folded, strict=True) if pair[0] != pair[1]] == []


def test_the_servers_stemmer_finds_other_stems_so_ours_are_sent(elastic, address, words):
    """The day this fails, the server could make the stems itself."""
    elastic.rebuild([])
    whole = sorted({greek.normal_form(word) for word in words if word.isalpha() and greek.GREEK.match(word)})

    theirs = analysed(
        elastic,
        address,
        whole,
        tokenizer="whitespace",
        filter=["greek_lowercase", {"type": "stemmer", "language": "greek"}],
    )

    same = sum(greek.stem(word) == stem for word, stem in zip(whole, theirs, strict=True))
    assert 0.2 < same / len(whole) < 0.9

"""The CMS speaks Greek where staff use it daily."""

from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_localize
from django.utils import translation
from django.utils.translation import gettext

from home import cms_words

COUNTS = dict.fromkeys(["counter", "total", "count", "usage_count"], 2) | {"site_name": "", "model_name": ""}


def words_of(package):
    return {
        entry.msgid
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
    }


def test_each_word_is_one_that_the_cms_still_says():
    said = words_of(wagtail) | words_of(wagtail_localize)

    assert [word for word in cms_words.WORDS if word not in said] == []


@pytest.mark.parametrize("word", cms_words.WORDS)
def test_each_word_is_said_in_greek(word):
    with translation.override("el"):
        assert gettext(word) != word


def test_counted_words_are_said_in_greek():
    with translation.override("en"):
        english = [str(word % COUNTS) for word in cms_words.COUNTED]
    with translation.override("el"):
        greek = [str(word % COUNTS) for word in cms_words.COUNTED]

    assert not set(english) & set(greek)

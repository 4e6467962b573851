"""What people type who need what a term stands for: search learns of a change with the change itself."""

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from search import lexicon
from search.models import LexiconState
from services_guide.models import Audience, Need
from tests.services_guide.factories import AudienceFactory, NeedFactory


def known():
    return {(phrase.term, phrase.text) for phrase in lexicon.current().phrases}


def test_what_changes_many_terms_at_once_is_known_at_the_next_question(db):
    NeedFactory(name="Στέγη")
    AudienceFactory(name="Άστεγοι")
    assert known() == {("need:stegi", "Στέγη"), ("audience:astegoi", "Άστεγοι")}

    Need.objects.update(phrases_typed="δεν έχω σπίτι")
    Audience.objects.originals().update(phrases_typed=Concat(F("name"), Value(" στον δρόμο")))

    assert {("need:stegi", "δεν έχω σπίτι"), ("audience:astegoi", "Άστεγοι στον δρόμο")} <= known()

    Need.objects.all().delete()

    assert {term for term, _text in known()} == {"audience:astegoi"}


def save(need):
    need.phrases_typed = "αλλαγή"
    need.save()


def delete(need):
    need.delete()


def update(need):
    Need.objects.filter(pk=need.pk).update(phrases_typed="αλλαγή")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [save, delete, update])
def test_no_change_is_kept_that_search_could_not_be_told_of(change, monkeypatch):
    need = NeedFactory(phrases_typed="όπως ήταν")

    def fail():
        raise RuntimeError("The state can't be written.")

    monkeypatch.setattr(LexiconState, "touch", fail)

    with pytest.raises(RuntimeError):
        change(need)

    assert Need.objects.get().phrases_typed == "όπως ήταν"

"""
Translations through wagtail-localize: its sources and strings, so a translator goes on from there.

A page goes live in a language only when every one of its texts is translated. Texts a translator
has worked on are never written over.
"""

from django.db import models, transaction
from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from .ledger import Ledger, digest_of


class Translator:
    """Translates what was loaded into `target`; `words` holds translations by original text."""

    def __init__(self, ledger: Ledger, target: Locale, words: dict[str, str]):
        self.ledger, self.target = ledger, target
        self.words = {_as_stored(text): _as_stored(translated) for text, translated in words.items()}
        self.digest = digest_of(words)

    def translate(self, key: str) -> models.Model | None:
        """
        The translation of the loaded object `key`, or None where there is none.

        What people have changed, original or translation, is theirs from then on.
        """
        original = self.ledger.get(key)
        if original is None:
            return None
        known = f"{key}:{self.target.language_code}"
        wanted = [self.ledger.entries[key].state, self.digest]
        theirs = original.get_translation_or_none(self.target)
        if not self._may_write(key, known, theirs, digest_of(wanted)):
            return theirs
        with transaction.atomic():
            source, created = TranslationSource.get_or_create_from_instance(original)
            if not created:
                source.update_from_db()
            translation, _created = Translation.objects.get_or_create(
                source=source, target_locale=self.target
            )
            self._fill(source)
            is_complete = self._is_complete(source)
            if not is_complete and not _can_be_a_draft(original, theirs):
                return theirs
            return self.ledger.put(known, wanted, lambda _old: self._save(translation, original, is_complete))

    def _may_write(self, key, known, theirs, digest) -> bool:
        entry = self.ledger.entries.get(known)
        if entry is None:
            return theirs is None and self.ledger.is_untouched(key)
        return entry.digest != digest and self.ledger.is_untouched(known) and self.ledger.is_untouched(key)

    def _fill(self, source) -> None:
        """Offer the words we have for the texts that nobody has translated yet."""
        done = set(self._translated(source).values_list("translation_of_id", "context_id"))
        fresh = {}
        for segment in source.stringsegment_set.select_related("string"):
            text = segment.string.data
            place = (segment.string_id, segment.context_id)
            if place in done or (words := self.words.get(text, text if _is_neutral(text) else None)) is None:
                continue
            fresh[place] = StringTranslation(
                translation_of_id=segment.string_id,
                locale=self.target,
                context_id=segment.context_id,
                data=words,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        StringTranslation.objects.bulk_create(fresh.values())

    def _translated(self, source):
        return StringTranslation.objects.filter(
            locale=self.target, context__in=source.stringsegment_set.values("context")
        )

    def _is_complete(self, source) -> bool:
        done = set(self._translated(source).values_list("translation_of_id", "context_id"))
        return all(place in done for place in source.stringsegment_set.values_list("string_id", "context_id"))

    def _save(self, translation, original, is_complete) -> models.Model:
        """Write the translation; a page is published only when complete."""
        has_drafts = isinstance(original, DraftStateMixin)
        translation.save_target(publish=not has_drafts)
        translated = original.get_translation(self.target)
        if has_drafts and is_complete:
            translated.get_latest_revision().publish()
        return translated


def _as_stored(text: str) -> str:
    return StringValue.from_plaintext(text).data


def _is_neutral(text: str) -> bool:
    """Whether `text` reads the same in every language: numbers, addresses, slugs."""
    return text.isascii()


def _can_be_a_draft(original, translated) -> bool:
    """
    Whether an incomplete translation can be kept out of the public's sight.

    wagtail-localize writes a draft of a live translation into the live row; snippets have no drafts.
    """
    return isinstance(original, DraftStateMixin) and not getattr(translated, "live", False)

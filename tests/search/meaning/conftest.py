from tests.search.meaning.plugin import meaning, meaning_process

__all__ = ["meaning", "meaning_process"]

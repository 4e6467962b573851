from django.db.models.signals import post_delete

from .counted_lately import CountedLately
from .crisis import CrisisPhrase
from .entry import LexiconEntry, tell_of_deletion
from .helpful import Helpful
from .lexicon_state import LexiconState
from .pinned import PinnedResult
from .query_count import QueryClick, QueryCount
from .synonym import Synonym
from .weights import SearchWeights

__all__ = [
    "CountedLately",
    "CrisisPhrase",
    "Helpful",
    "LexiconEntry",
    "LexiconState",
    "PinnedResult",
    "QueryClick",
    "QueryCount",
    "SearchWeights",
    "Synonym",
]

for model in (CrisisPhrase, PinnedResult, SearchWeights, Synonym):
    post_delete.connect(tell_of_deletion, sender=model, dispatch_uid=f"search.deleted.{model.__name__}")

from .crisis import CrisisPhrase
from .helpful import Helpful
from .lexicon_state import LexiconState
from .pinned import PinnedResult
from .query_count import QueryClick, QueryCount
from .synonym import Synonym
from .weights import SearchWeights

__all__ = [
    "CrisisPhrase",
    "Helpful",
    "LexiconState",
    "PinnedResult",
    "QueryClick",
    "QueryCount",
    "SearchWeights",
    "Synonym",
]

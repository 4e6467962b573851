"""
What an engine is asked: a question taken to pieces, its words ready to be matched as they are.

    Question            δεν έχω για το ρευμμα
      Part                                ρευμμα
        Reading                           ρευμα      as it sounds
        Reading                           ρεματα     a slip away, weighs less

Understanding what somebody typed is `search.understanding`'s; engines match and weigh, no more.
"""

from dataclasses import dataclass, field

WEIGHTS = {"title": 8.0, "names": 5.0, "summary": 3.0, "body": 1.0, "other": 2.0}
"""How much a word counts, by where it stands; editors may change it (`search.models.SearchWeights`)."""


@dataclass(frozen=True)
class Word:
    """
    One word in the three shapes an index has it in. An empty shape isn't asked for.

    `exact` is in normal form, `stem` and `sound` are what `search.greek` makes of that.
    """

    exact: str = ""
    stem: str = ""
    sound: str = ""
    is_begun: bool = False
    """Still being typed: its shapes are only the beginnings of a word's."""

    def __bool__(self) -> bool:
        return bool(self.exact or self.stem or self.sound)


@dataclass(frozen=True)
class Reading:
    """One way to understand a part: a document has to hold all these words."""

    words: tuple[Word, ...]
    weight: float = 1.0
    """1 for what was typed, less for a guess."""


@dataclass(frozen=True)
class Part:
    """A piece of what was asked, met by a document in which one of its readings is; the best counts."""

    readings: tuple[Reading, ...]
    weight: float = 1.0
    """How telling it is, from 0 to 1: a word that stands everywhere is met by chance."""
    is_telling: bool = True
    """Small words («δεν», «για») only weigh; they never make a document an answer."""


@dataclass(frozen=True)
class Question:
    """What an engine is asked. Documents in which more of it is met, and in weightier places, come first."""

    language: str
    parts: tuple[Part, ...] = ()
    required: int = 1
    """At least so many telling parts must be met…"""
    terms: tuple[tuple[str, float], ...] = ()
    """…or one of these terms (`need:…`), each with its weight: 1 counts as one part met…"""
    phone: str = ""
    """…or this phone number, in digits; empty for none."""
    hints: tuple[tuple[str, float], ...] = ()
    """Terms that only weigh: a guess from the meaning of the words."""
    types: tuple[str, ...] = ()
    """Only documents of these types; empty for all."""
    units: tuple[str, ...] = ()
    """Only documents of these offices; empty for all."""
    weights: dict[str, float] = field(default_factory=WEIGHTS.copy, hash=False)
    """Field → how much a word in it counts. Fields that aren't named aren't searched."""

    def __bool__(self) -> bool:
        return bool(self.parts or self.phone or self.terms)

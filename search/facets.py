"""The filters beside the results: what kind of thing, and which office is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass

from search import greek
from search.asked import TYPES, Asked
from search.results import Results

MOST_UNITS = 15
"""Offices shown: those with most results. Whoever needs another one writes its name."""


@dataclass(frozen=True)
class Option:
    """One box to tick, with the number of results one would get with the other groups as they are."""

    value: str
    label: str
    count: int
    checked: bool


def types(asked: Asked, found: Results) -> list[Option]:
    """In a fixed order; none while there is nothing to choose."""
    shown = [kind for kind in TYPES if kind in found.counts or kind in asked.types]
    options = [
        Option(kind, str(TYPES[kind]), found.counts.get(kind, 0), kind in asked.types) for kind in shown
    ]
    return _worth_asking(options, asked)


def units(asked: Asked, found: Results) -> list[Option]:
    """By name, so that none changes its place when the numbers change."""
    shown = set(_largest(found.units)) | set(asked.units)
    options = [Option(unit, unit, found.units.get(unit, 0), unit in asked.units) for unit in shown]
    return _worth_asking(sorted(options, key=lambda option: greek.normal_form(option.label)), asked)


def _largest(counts: Mapping[str, int]) -> list[str]:
    named = [unit for unit in counts if unit]
    return sorted(named, key=lambda unit: (-counts[unit], unit))[:MOST_UNITS]


def _worth_asking(options: list[Option], asked: Asked) -> list[Option]:
    """All while a filter is set, so that no group comes and goes; else none where there is no choice."""
    return options if len(options) > 1 or asked.filter_count else []

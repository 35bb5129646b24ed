"""Bodies: organisations, parties, armed groups and seats of power that are known by name, with country and sector.

``bodies.tsv`` lists them. What acts across borders (United Nations, Red Cross, Islamic State) has no country.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from workers.pipeline.attributes.phrases import Phrases, words_of


class Body(NamedTuple):
    """A body's country (ISO 3166-1 alpha-3) where it has one, and its sector (PLOVER)."""

    country: str | None
    sector: str


class BodyMention(NamedTuple):
    """A body that words name, and the index of the first of these words."""

    body: Body
    start: int


def find_body(text: str) -> BodyMention | None:
    """The first body that a short text names."""
    found = next(body_phrases().find(words_of(text)), None)
    return BodyMention(found.value, found.start) if found else None


@cache
def body_phrases() -> Phrases[Body]:
    """The table by phrase."""
    return Phrases.of(entries())


def entries() -> Iterator[tuple[str, Body]]:
    """Every phrase of the table with its body."""
    table = resources.files(__package__).joinpath("bodies.tsv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        yield from ((phrase, Body(row["country"] or None, row["sector"])) for phrase in row["phrases"].split(";"))

"""Sectors: the PLOVER sector of a participant, by the nouns that say what it is.

``sectors.tsv`` lists them. Silence is better than a guess: who is known by name only has no sector.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources

from workers.pipeline.attributes.bodies import find_body
from workers.pipeline.attributes.phrases import Phrases, words_of

OFFICE = "in office"
OFFICIALS = ("official", "officials", "envoy", "envoys")
"""Words for people in the office of whatever body is named beside them, of the government where none is."""

NO_SECTOR = ("West Bank",)
"""Names that hold a word of the table and have no sector."""

DECISIVE = frozenset({"REB", "OPP", "BUS"})
"""Sectors that hold whatever else is said: a rebel general is a rebel, the president of a company is no statesman."""

NO_LONGER = frozenset({"former", "ex", "late", "retired"})
"""Words before an office that is no longer held."""


def sector_of(words: str) -> str | None:
    """The sector that the words of a participant say: that of the body they name, else a decisive one, else that of
    the last noun, which is the head.
    """
    read = words_of(words)
    if NO_LONGER & {word.lower() for word in read}:
        return None
    if body := find_body(words):
        return body.body.sector
    found = [phrase.value for phrase in sector_phrases().find(read) if phrase.value]
    sectors = [value for value in found if value != OFFICE] or ["GOV" for _ in found]
    return next((sector for sector in sectors if sector in DECISIVE), sectors[-1] if sectors else None)


@cache
def sector_phrases() -> Phrases[str]:
    """The table by phrase."""
    return Phrases.of(entries())


def entries() -> Iterator[tuple[str, str]]:
    """Every phrase of the table with its sector; empty for names that have none."""
    yield from ((phrase, "") for phrase in NO_SECTOR)
    yield from ((phrase, OFFICE) for phrase in OFFICIALS)
    table = resources.files(__package__).joinpath("sectors.tsv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        yield from ((phrase, row["sector"]) for phrase in row["phrases"].split(";"))

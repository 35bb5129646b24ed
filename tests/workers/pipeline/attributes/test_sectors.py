"""Sectors: what the nouns of a participant say that it is."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from workers.pipeline.attributes.sectors import sector_of

SECTORS = [
    ("foreign minister", "GOV"),
    ("soldiers", "MIL"),
    ("rebel general", "REB"),
    ("gunmen", "UAF"),
    ("riot police", "COP"),
    ("opposition leader", "OPP"),
    ("members of parliament", "LEG"),
    ("the Supreme Court", "JUD"),
    ("state television", "MED"),
    ("president of the oil company", "BUS"),
    ("NATO", "IGO"),
    ("U.N. officials", "IGO"),
    ("officials", "GOV"),
    ("Red Cross", "NGO"),
    ("villagers", "CVL"),
    ("POLICE", "COP"),
    ("envoys", "GOV"),
    ("army officials", "MIL"),
    ("ex-president", None),
    ("former president", None),
    ("West Bank", None),
    ("Irena Solm", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "sector"), SECTORS)
def test_words_say_a_sector_or_none(words: str, sector: str | None) -> None:
    """The head noun counts unless a decisive one stands beside it; who is known by name only has none."""
    assert sector == sector_of(words)


def test_every_phrase_of_the_table_stands_once() -> None:
    """No phrase is listed under two sectors."""
    table = resources.files("workers.pipeline.attributes").joinpath("sectors.tsv").read_text("utf-8")
    phrases = [p for row in csv.DictReader(table.splitlines(), delimiter="\t") for p in row["phrases"].split(";")]

    assert sorted(phrases) == sorted(set(phrases))

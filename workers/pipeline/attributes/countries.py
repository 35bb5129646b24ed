"""Countries: the country that words name, by its names, its people, its seats of government and its parts.

``countries.tsv`` has a line for each country of ISO 3166-1, and Kosovo under its user-assigned code; ``regions.tsv``
has regions that news names without their country. Their choices:
"Congo" alone is the Democratic Republic, as in news style; "Korea" alone is none; Jerusalem, which is claimed, is
none; capitals that are better known as something else (Victoria, Hamilton, San José, Malé) are left out; disputed
lands go with the state that the United Nations place them in.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

from workers.pipeline.attributes.phrases import Phrases, words_of

NO_COUNTRY = (
    "USSR",
    "U.S.S.R.",
    "Latin America",
    "Latin American",
    "South America",
    "South American",
    "North America",
    "North American",
    "Central America",
    "Central American",
    "New Guinea",
    "Indian Ocean",
    "West Indian",
    "South China Sea",
    "East China Sea",
    "Philippine Sea",
    "Sea of Japan",
    "Gulf of Mexico",
    "Gulf of Guinea",
    "Gulf of Oman",
    "English Channel",
    "Gulf of Aden",
    "Gulf of Thailand",
    "Taiwan Strait",
    "Strait of Hormuz",
    "Bay of Bengal",
    "Korea Strait",
    "Sea of Marmara",
    "Red Sea coast",
    "Mozambique Channel",
    "Persian Gulf",
    "Gulf of Finland",
    "Irish Sea",
    "Norwegian Sea",
    "North Pole",
    "South Pole",
)
"""Phrases that begin or end like a country and name none."""

PERSON = re.compile(
    r"(Jordan|Chad|Israel|Georgia|Paris|Sofia) [A-Z][\w'’-]+"
    r"|[A-Z][\w'’.-]+ (Jordan|Chad|Israel|Holland|Washington)"
)
"""Two words that are sooner the name of a person ("Michael Jordan") than that of a country."""


class Kind(StrEnum):
    """What a phrase is to its country. All but PEOPLE are columns of the table."""

    NAME = "names"
    DEMONYM = "demonyms"
    PEOPLE = "people"
    SEAT = "seats"
    PART = "parts"


class CountryMention(NamedTuple):
    """A country that words name; ``whole`` is whether they name nothing else, ``start`` the index of its first word."""

    alpha3: str
    name: str
    kind: Kind
    whole: bool
    start: int


class Sense(NamedTuple):
    """What a phrase of the table means; ``alpha3`` is empty for one that names no country."""

    alpha3: str
    name: str
    kind: Kind


def find_country(text: str) -> CountryMention | None:
    """The first country that a short text names: of several it is the one that acts ("Iraqi ambassador to Iran")."""
    if PERSON.fullmatch(text):
        return None
    words = words_of(text)
    found = next((found for found in country_phrases().find(words) if found.value.alpha3), None)
    if found is None:
        return None
    return CountryMention(*found.value, whole=found.end - found.start == len(words), start=found.start)


@cache
def country_phrases() -> Phrases[Sense]:
    """The table by phrase."""
    return Phrases.of(senses())


def senses() -> Iterator[tuple[str, Sense]]:
    """Every phrase of the table with what it means."""
    yield from ((phrase, Sense("", "", Kind.PART)) for phrase in NO_COUNTRY)
    names = {row["alpha3"]: row["names"].split(";")[0] for row in country_rows()}
    for row in table("regions.tsv"):
        alpha3 = row["alpha3"]
        yield from ((phrase, Sense(alpha3, names[alpha3], Kind.PART)) for phrase in row["regions"].split(";"))
    for row in country_rows():
        alpha3, name = row["alpha3"], row["names"].split(";")[0]
        for kind in (Kind.NAME, Kind.DEMONYM, Kind.SEAT, Kind.PART):
            yield from ((phrase, Sense(alpha3, name, kind)) for phrase in filter(None, row[kind].split(";")))
        yield from ((f"{one}s", Sense(alpha3, name, Kind.PEOPLE)) for one in filter(None, row["demonyms"].split(";")))


def country_rows() -> list[dict[str, str]]:
    """The lines of the table; all but the codes are lists with semicolons, the common name first."""
    return table("countries.tsv")


def table(name: str) -> list[dict[str, str]]:
    """The lines of a table beside this file."""
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t"))

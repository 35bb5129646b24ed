"""Places: where an event happens."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from shared.events import Argument, Place
from workers.pipeline.attributes.countries import CountryMention, Kind, country_rows, find_country
from workers.pipeline.attributes.gazetteer import PopulatedPlace, gazetteer
from workers.pipeline.attributes.names import name_of
from workers.pipeline.attributes.phrases import READ

ROLES = ("location", "destination", "origin")
"""Roles that name a place, the most telling first."""

CLAIMED = frozenset({"Jerusalem"})
"""Towns that are claimed by several countries and put to none."""

LARGE = 100_000
"""Inhabitants of a town that is better known than the part of a country of its name."""

CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
WITHIN = "(?:de|del|la|al|el|es|le|les|do|da|dos|di|du|am|im|an der|sur|upon|on)"
CAPITALISED = re.compile(rf"{CAPITAL}(?: (?:{WITHIN}[ -])?{CAPITAL})*")
"""A run of words that begin with a capital letter, with the small words that stand within names of towns."""

WATERS = re.compile(r"\b(?:Gulf|Sea|Straits?|Bay) of\b|\b(?:Sea|Straits?|Ocean)$")
"""Waters are named after towns, and belong to none."""

SEAT = re.compile(r"\bcapital\b")

AROUND = re.compile(
    r"\b(?:City|Town|Port|Old|Greater|Central|Downtown|North|South|East|West|Northern|Southern|Eastern|Western|Inner"
    r"|Province|Region|District|County|State|Governorate|Oblast|Prefecture|Municipality|Airport|Airfield|Harbou?r)\b"
)
"""Words beside the name of a town that do not make it another name."""


def place_of(arguments: Sequence[Argument], nearby: frozenset[str] = frozenset()) -> Place | None:
    """The first location among an event's arguments, else where a movement leads to, else where it comes from.

    ``nearby`` are the countries (alpha-3) that the article speaks of: they choose among towns of one name.
    """
    for role in ROLES:
        for argument in arguments:
            name = name_of(argument.text) if argument.role == role else None
            if name is not None:
                return locate(name, nearby)
    return None


def locate(name: str, nearby: frozenset[str] = frozenset()) -> Place:
    """A place with what is known of it: the country that its words name, and the town among them."""
    country = find_country(name)
    town = find_town(name, country, nearby)
    if country:
        alpha3: str | None = country.alpha3
    else:
        alpha3 = town.country if town and town.name not in CLAIMED else None
    if town is None:
        return Place(name=name, country=alpha3)
    return Place(name=name, country=alpha3, lat=town.lat, lon=town.lon, geonames_id=town.geonames_id)


def find_town(name: str, country: CountryMention | None, nearby: frozenset[str]) -> PopulatedPlace | None:
    """The first town that the words of a place name, in its country where they name one."""
    alpha3 = country.alpha3 if country else None
    if WATERS.search(name):
        return None
    if country and SEAT.search(name):
        return gazetteer().find(seat_of(country.alpha3), country.alpha3)
    for words in runs(name):
        town = gazetteer().find(words, alpha3, nearby)
        if town and town.inhabitants >= least_inhabitants(words):
            return town
    return None


@cache
def seat_of(alpha3: str) -> str:
    """The capital of a country, empty where the table has none."""
    return next(row["seats"].split(";")[0] for row in country_rows() if row["alpha3"] == alpha3)


def least_inhabitants(words: str) -> float:
    """How large a town must be to be meant by words that also name a country or a part of one ("Mexico", "Texas")."""
    country = find_country(words)
    if country is None or not country.whole or country.kind is Kind.SEAT:
        return 0
    return LARGE if country.kind is Kind.PART else math.inf


def runs(name: str) -> Iterator[str]:
    """The capitalised words of a place that may be the name of a town, each as it is and without what stands around."""
    for run in CAPITALISED.findall(re.sub(r"['’]s\b", ",", name[:READ])):
        words = run.strip(" .")
        if bare := " ".join(AROUND.sub(" ", words).split()):
            yield words
            if bare != words:
                yield bare

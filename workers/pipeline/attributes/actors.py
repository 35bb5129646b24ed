"""Actors: who takes part in an event, with name, country and sector."""

from __future__ import annotations

from typing import NamedTuple

from workers.pipeline.attributes.bodies import find_body
from workers.pipeline.attributes.countries import Kind, find_country
from workers.pipeline.attributes.names import name_of
from workers.pipeline.attributes.sectors import sector_of

STATE = frozenset({Kind.NAME, Kind.SEAT})
"""A country's name or capital alone stands for its government."""


class Actor(NamedTuple):
    """A participant: name, country (ISO 3166-1 alpha-3), sector (PLOVER), where known; the fields are Argument's."""

    name: str | None
    country: str | None
    sector: str | None


def actor_of(words: str) -> Actor:
    """Who the words of an argument name. A country goes by one name, however it is called ("Moscow": Russia).

    What stands first says the country: a body's own ("NATO's Polish commander": none), or one that is named
    ("Turkish members of the PKK": Turkey).
    """
    name = name_of(words)
    if name is None:
        return Actor(None, None, None)
    country, body = find_country(name), find_body(name)
    if body and (country is None or body.start <= country.start):
        return Actor(name, body.body.country, sector_of(name))
    if country is None:
        return Actor(name, None, sector_of(name))
    is_state = country.whole and country.kind in STATE
    return Actor(
        name=country.name if is_state or (country.whole and country.kind is Kind.DEMONYM) else name,
        country=country.alpha3,
        sector="GOV" if is_state else sector_of(name),
    )

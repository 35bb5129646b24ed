"""Places: where an event happens."""

from __future__ import annotations

from collections.abc import Sequence

from shared.events import Argument, Place
from workers.pipeline.attributes.countries import find_country
from workers.pipeline.attributes.names import name_of

ROLES = ("location", "destination", "origin")
"""Roles that name a place, the most telling first."""


def place_of(arguments: Sequence[Argument]) -> Place | None:
    """The first location among an event's arguments, else where a movement leads to, else where it comes from."""
    for role in ROLES:
        for argument in arguments:
            name = name_of(argument.text) if argument.role == role else None
            if name is not None:
                country = find_country(name)
                return Place(name=name, country=country.alpha3 if country else None)
    return None

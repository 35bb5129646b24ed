"""The gazetteer: populated places by name, with country, coordinates and GeoNames id.

``gazetteer.tsv.gz`` is baked from GeoNames (CC BY 4.0; see deploy/gazetteer). Of places of one name the one is meant
that lies in the country that is named with it, else one in a country that the article speaks of, else the largest.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from workers.pipeline.attributes.phrases import words_of

OTHER_NAME = 0.2
"""How many of a place's inhabitants count where it is called by another name than its own."""
NEARBY = 10.0
"""How many times smaller than a namesake a place may be that lies in a country the article speaks of."""


class PopulatedPlace(NamedTuple):
    """A town: its country (ISO 3166-1 alpha-3), WGS 84 degrees, GeoNames id and inhabitants."""

    name: str
    country: str
    lat: float
    lon: float
    geonames_id: int
    inhabitants: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lines of the table, and where names stand in it; a line is read when its name is asked for."""

    lines: Sequence[str]
    own: Mapping[str, Sequence[int]]
    other: Mapping[str, Sequence[int]]

    def find(
        self, name: str, country: str | None = None, nearby: frozenset[str] = frozenset()
    ) -> PopulatedPlace | None:
        """The place of that name: in ``country`` where one is given, else rather in one of ``nearby``."""

        def weight(sense: tuple[PopulatedPlace, float]) -> float:
            place, known = sense
            return place.inhabitants * known * (NEARBY if place.country in nearby else 1.0)

        senses = [sense for sense in self.senses(key_of(name)) if country in (None, sense[0].country)]
        return max(senses, key=weight)[0] if senses else None

    def senses(self, key: str) -> Iterator[tuple[PopulatedPlace, float]]:
        """The places of a name, each with how far the name is its own."""
        for index, known in ((self.own, 1.0), (self.other, OTHER_NAME)):
            for number in index.get(key, ()):
                name, country, lat, lon, id, inhabitants, _ = self.lines[number].split("\t")
                yield PopulatedPlace(name, country, float(lat), float(lon), int(id), int(inhabitants)), known


def key_of(name: str) -> str:
    """What a name is looked up by: its words, without accents and punctuation; capitals count."""
    return " ".join(words_of(name))


@cache
def gazetteer() -> Gazetteer:
    """The table that is baked into the package; read once, in about a second."""
    packed = resources.files(__package__).joinpath("gazetteer.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()[1:]
    own, other = defaultdict(list), defaultdict(list)
    for number, line in enumerate(lines):
        fields = line.split("\t")
        own[key_of(fields[0])].append(number)
        for name in filter(None, fields[-1].split(";")):
            other[key_of(name)].append(number)
    return Gazetteer(lines, dict(own), dict(other))

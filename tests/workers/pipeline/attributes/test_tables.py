"""Derived fields against tables of hand-written cases: how many are right, and which are not."""

from __future__ import annotations

from datetime import date

import pytest

from shared.spans import Span
from tests.workers.pipeline.attributes.tables import Row, rows, share_right
from workers.pipeline.attributes.aliases import cast_of
from workers.pipeline.attributes.dates import AHEAD, resolve
from workers.pipeline.attributes.days import Viewpoint
from workers.pipeline.attributes.places import locate

CLOSE = 0.3
"""Degrees between two points of one town."""


def date_mistake(case: Row) -> str | None:
    """What is wrong with the days of a case's words."""
    days = resolve(case["words"], Viewpoint(date.fromisoformat(case["published"]), case["modality"] in AHEAD))
    found = (days.start.isoformat(), days.end.isoformat(), days.granularity) if days else ("", "", "")
    wanted = (case["start"], case["end"], case["granularity"])
    return (
        None if found == wanted else f"{case['words']} ({case['published']}, {case['modality']}): {found}, not {wanted}"
    )


def actor_mistake(case: Row) -> str | None:
    """What is wrong with the country and sector of a case's words in their text."""
    start = case["text"].index(case["words"])
    span = Span(start, start + len(case["words"]))
    actor = cast_of(case["text"], [span])[span]
    found, wanted = (actor.country or "", actor.sector or ""), (case["country"], case["sector"])
    return None if found == wanted else f"{case['words']} | {case['text']}: {found}, not {wanted}"


def place_mistake(case: Row) -> str | None:
    """What is wrong with the country of a case's words."""
    found = locate(case["words"]).country or ""
    return None if found == case["country"] else f"{case['words']}: {found}, not {case['country']}"


def point_mistake(case: Row) -> str | None:
    """What is wrong with the point of a case's words, which name a town."""
    place = locate(case["words"])
    if place.lat is None or place.lon is None:
        return f"{case['words']}: no point"
    near = abs(place.lat - float(case["lat"])) < CLOSE and abs(place.lon - float(case["lon"])) < CLOSE
    return None if near else f"{case['words']}: {place.lat} {place.lon}"


@pytest.mark.parametrize(
    ("table", "mistake", "cases", "percent"),
    [
        ("dates.tsv", date_mistake, 300, 95),
        ("places.tsv", place_mistake, 200, 90),
    ],
)
def test_most_cases_are_right(table: str, mistake: object, cases: int, percent: int) -> None:
    """The table has as many cases as were promised, and so many of them are right."""
    read = rows(table)
    share, mistakes = share_right(read, mistake)  # type: ignore[arg-type]
    print(f"{table}: {share:.1f} % of {len(read)} cases are right", *mistakes, sep="\n")
    assert len(read) >= cases
    assert share >= percent


def test_most_towns_are_at_their_place() -> None:
    """Nine in ten of the towns of the table are where they are."""
    towns = [case for case in rows("places.tsv") if case["lat"]]
    share, mistakes = share_right(towns, point_mistake)
    print(f"{share:.1f} % of {len(towns)} towns", *mistakes, sep="\n")
    assert share >= 90

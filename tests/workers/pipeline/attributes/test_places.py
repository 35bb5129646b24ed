"""Places: where an event happens."""

from __future__ import annotations

import pytest

from shared.events import Argument
from workers.pipeline.attributes.places import place_of


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ([("location", "the Turkish capital")], ("Turkish capital", "TUR")),
        ([("origin", "Moscow"), ("destination", "Kelmar")], ("Kelmar", None)),
        ([("destination", "Paris"), ("location", "Geneva"), ("location", "Oslo")], ("Geneva", "CHE")),
        ([("location", "there"), ("origin", "Kenya")], ("Kenya", "KEN")),
        ([("origin", "Kenya"), ("location", "a village")], ("village", None)),
        ([("location", "northern\r\nIraq")], ("northern Iraq", "IRQ")),
        ([("location", "Iran's")], ("Iran", "IRN")),
        ([("location", "The Hague")], ("The Hague", "NLD")),
        ([("location", "Irbid, Jordan")], ("Irbid, Jordan", "JOR")),
        ([("location", "here"), ("destination", "there")], None),
        ([("location", " ")], None),
        ([("actor", "Kenya")], None),
        ([], None),
    ],
)
def test_the_most_telling_place_is_taken(
    arguments: list[tuple[str, str]], place: tuple[str, str | None] | None
) -> None:
    """A location before a destination before an origin, the first of each; words that name nothing are passed over."""
    found = place_of(
        [Argument(role=role, text=text, start=0, end=len(text), confidence=1.0) for role, text in arguments]
    )

    assert place == (found and (found.name, found.country))

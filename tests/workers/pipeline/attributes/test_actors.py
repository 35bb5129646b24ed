"""Actors: who the words of a participant name."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workers.pipeline.texts import texts
from workers.pipeline.attributes.actors import actor_of

ACTORS = [
    ("Russia", "Russia", "RUS", "GOV"),
    ("Moscow", "Russia", "RUS", "GOV"),
    ("Russian", "Russia", "RUS", None),
    ("the Russian foreign minister", "Russian foreign minister", "RUS", "GOV"),
    ("Russian troops", "Russian troops", "RUS", "MIL"),
    ("Iraqi rebels", "Iraqi rebels", "IRQ", "REB"),
    ("Turkey's parliament", "Turkey's parliament", "TUR", "LEG"),
    ("U.S. officials", "U.S. officials", "USA", "GOV"),
    ("the European Union", "European Union", None, "IGO"),
    ("Police", "Police", None, "COP"),
    ("The Hague", "Netherlands", "NLD", "GOV"),
    ("Iran's", "Iran", "IRN", "GOV"),
    ("Turks", "Turks", "TUR", None),
    ("northern Turkey", "northern Turkey", "TUR", None),
    ("Istanbul", "Istanbul", "TUR", None),
    ("Michael Jordan", "Michael Jordan", None, None),
    ("Irena Solm", "Irena Solm", None, None),
    ("He", None, None, None),
    ("US", "United States", "USA", "GOV"),
    ("us", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("words", "name", "country", "sector"), ACTORS)
def test_a_participant_has_name_country_and_sector(
    words: str, name: str | None, country: str | None, sector: str | None
) -> None:
    """A country goes by one name, everybody else by their own; a pronoun has none."""
    assert (name, country, sector) == actor_of(words)


@given(texts)
def test_any_words_are_read(words: str) -> None:
    """Whatever the words, no error comes out."""
    actor_of(words)

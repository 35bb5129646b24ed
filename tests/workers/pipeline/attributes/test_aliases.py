"""Aliases: who a short name means, by what the article says of it."""

from __future__ import annotations

import pytest
from hypothesis import given

from shared.spans import Span
from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import texts
from workers.pipeline.attributes.aliases import cast_of

INTRODUCED = [
    ("Russian President Ivan Orlov spoke. Orlov left.", "Orlov", "RUS", "GOV"),
    ("Ana Lopes, Portugal's foreign minister, met reporters. Lopes smiled.", "Lopes", "PRT", "GOV"),
    ("The Sudanese Armed Forces (SAF) shelled Nyala. The SAF denied it.", "SAF", "SDN", "MIL"),
    ("Colombian rebel leader Juan Peña fled. Peña was hurt.", "Peña", "COL", "REB"),
    ('"We agree," said Mona Idris, a spokeswoman for the Egyptian cabinet.', "Mona Idris", "EGY", "GOV"),
    ("Army spokesman Col. Hari Das spoke. Das left.", "Das", None, "MIL"),
    ("Irena Solm spoke.", "Irena Solm", None, None),
    ("In Kenya on Monday Solm spoke.", "Solm", None, None),
]


@pytest.mark.parametrize(("text", "name", "country", "sector"), INTRODUCED)
def test_a_short_name_is_who_the_article_says(text: str, name: str, country: str | None, sector: str | None) -> None:
    """Title, apposition and abbreviation in brackets give country and sector; other words nearby do not."""
    start = text.rindex(name)
    span = Span(start, start + len(name))
    actor = cast_of(text, [span])[span]
    assert (actor.name, actor.country, actor.sector) == (name, country, sector)


def test_a_description_has_the_country_of_its_last_bearer() -> None:
    """A title without a country is that of whoever bore it last."""
    text = "The Polish foreign minister and the Czech foreign minister met. The foreign minister left."
    names = ("Polish foreign minister", "Czech foreign minister", "foreign minister left")
    first, second, last = (
        Span(start, start + len(name.removesuffix(" left"))) for name in names for start in [text.index(name)]
    )
    cast = cast_of(text, [first, second, last])
    assert [cast[span].country for span in (first, second, last)] == ["POL", "CZE", "CZE"]


@given(texts)
def test_any_text_has_a_cast(text: str) -> None:
    """Whatever the text and the spans, no error comes out."""
    cast_of(text, [Span(0, len(text)), Span(0, min(5, len(text)))])


def test_many_names_take_linear_time() -> None:
    """Four times the names take about four times the time, not sixteen times."""

    def names(size: int) -> str:
        return " ".join(f"Minister Name{index} spoke, Name{index} left." for index in range(size))

    def read(text: str) -> object:
        return cast_of(text, [Span(at, at + 4) for at in range(0, len(text) - 4, 40)])

    assert growth(read, names, 500) < 2

"""Phrases: words of a text that stand in a table."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import HOSTILE, texts
from workers.pipeline.attributes.phrases import READ, Phrases, words_of

TABLE = Phrases.of([("New York", 1), ("New York Times", 2), ("police", 3), ("Türkiye", 4), ("police", 5)])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("in New York", [1]),
        ("The New York Times of New York", [2, 1]),
        ("Police and POLICE", [3, 3]),
        ("new york", []),
        ("NEW YORK", []),
        ("Turkiye, Türkiye", [4, 4]),
        ("New-York", [1]),
        ("Newer York", []),
        ("New", []),
        ("New York times", [1]),
        ("NEW YORK POLICE", [3]),
        ("T\u0075\u0308rkiye", [4]),
        ("po_lice", []),
        ("policeman", []),
        ("", []),
    ],
)
def test_phrases_are_found_from_left_to_right(text: str, values: list[int]) -> None:
    """The longest phrase wins, small letters match any case, capitals only themselves, accents do not count."""
    assert values == [found.value for found in TABLE.find(words_of(text))]


@given(texts)
def test_phrases_lie_side_by_side(text: str) -> None:
    """Whatever the text, the phrases found are in order, within its words, and none within another."""
    words = words_of(f"{text} New York police")
    ends = [end for found in TABLE.find(words) for end in (found.start, found.end)]

    assert ends == sorted(ends)
    assert all(0 <= end <= len(words) for end in ends)


def test_only_the_beginning_of_a_text_is_read() -> None:
    """What stands beyond the length of any name is not looked at."""
    assert ("police",) == words_of(" " * (READ - 6) + "police")
    assert words_of(" " * READ + "police") == ()


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_text_takes_linear_time(shape: str) -> None:
    """The time does not grow faster than the text."""
    assert growth(lambda text: list(TABLE.find(words_of(text))), HOSTILE[shape], 1 << 18) < 2.5

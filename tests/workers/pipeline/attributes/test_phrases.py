"""Phrases: words of a text that stand in a table."""

from __future__ import annotations

import pytest

from workers.pipeline.attributes.phrases import Phrases, words_of

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
        ("policeman", []),
        ("", []),
    ],
)
def test_phrases_are_found_from_left_to_right(text: str, values: list[int]) -> None:
    """The longest phrase wins, small letters match any case, capitals only themselves, accents do not count."""
    assert values == [found.value for found in TABLE.find(words_of(text))]

"""Names: the words of a participant or a place without what is no part of its name."""

from __future__ import annotations

import pytest

from workers.pipeline.attributes.names import name_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the European Union", "European Union"),
        ("A spokesman", "spokesman"),
        ("Iran's", "Iran"),
        ("the United States’", "United States"),
        ("The Hague", "The Hague"),
        ("northern\r\n  Kelmar", "northern Kelmar"),
        ("Anna", "Anna"),
        ("US", "US"),
        ("us", None),
        ("They", None),
        ("", None),
    ],
)
def test_words_become_a_name(words: str, name: str | None) -> None:
    """Articles, possessive endings and line breaks go; a mere pronoun names nobody."""
    assert name == name_of(words)

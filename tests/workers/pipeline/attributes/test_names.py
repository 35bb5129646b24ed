"""Names: the words of a participant or a place without what is no part of its name."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workers.pipeline.texts import texts
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
        ("the US", "US"),
        ("US's", "US"),
        ("Congress", "Congress"),
        ("the 's", None),
        ("The others", None),
        ("whom", None),
        ("themselves", None),
        ("They", None),
        (" \n", None),
        ("", None),
    ],
)
def test_words_become_a_name(words: str, name: str | None) -> None:
    """Articles, possessive endings and line breaks go; a mere pronoun names nobody."""
    assert name == name_of(words)


@given(texts)
def test_a_name_is_never_empty(words: str) -> None:
    """Whatever the words, a name has something in it and no white space but single blanks between its words."""
    name = name_of(words)

    assert name is None or (name and name == " ".join(name.split()))

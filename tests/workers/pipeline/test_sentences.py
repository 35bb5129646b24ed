"""Sentences: where they lie, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import HOSTILE, texts
from workers.pipeline.sentences import split_sentences

LONG = "The ministry of the interior said that the border with the province would stay closed until further notice"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops moved. They stopped.", ["Troops moved.", "They stopped."]),
        ("The U.S. envoy met Mr. Obi.", ["The U.S. envoy met Mr. Obi."]),
        ("Wrapped\nline here. Next one.", ["Wrapped\nline here.", "Next one."]),
        ("Headline without a stop\n\nBody text.", ["Headline without a stop", "Body text."]),
        (f"Headline without a stop\n{LONG}.\nNext.", ["Headline without a stop", f"{LONG}.", "Next."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("", []),
        (" \n\t\r\n ", []),
    ],
)
def test_sentences_are_found(text: str, expected: list[str]) -> None:
    """Each text has just these sentences."""
    assert expected == [sentence.of(text) for sentence in split_sentences(text)]


@given(texts)
def test_sentences_hold_all_but_white_space(text: str) -> None:
    """Sentences come in order, do not overlap, are trimmed, and leave out nothing but white space."""
    sentences = split_sentences(text)
    position, outside = 0, ""
    for sentence in sentences:
        assert position <= sentence.start < sentence.end
        assert sentence.of(text) == sentence.of(text).strip()
        outside += text[position : sentence.start]
        position = sentence.end

    assert not (outside + text[position:]).strip()


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_text_is_split_in_linear_time(shape: str) -> None:
    """Four times the text takes about four times as long, up to a mebibyte."""
    assert growth(split_sentences, HOSTILE[shape], 1 << 18) < 2.5

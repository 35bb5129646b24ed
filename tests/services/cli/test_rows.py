"""Tests of the cells that a person reads."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cli.rows import printable, rows_of
from shared.events import Trigger
from shared.spans import Span
from tests.services.cli.samples import EXTRACTION, MOVED, TEXT


def test_an_event_is_told_in_cells() -> None:
    """The cells say who did what to whom, where and when, with the words around the trigger on one line."""
    moved, said = rows_of(EXTRACTION, TEXT)
    assert (moved.label, moved.who, moved.to_whom) == ("troop movement", "Ruritania (RUR)", "")
    assert (moved.where, moved.when) == ("to Elbonia", "Friday (2021-03-05)")
    assert str(moved.words) == "Ruritania [moved] two brigades towards…"
    assert str(said.words) == "…do not want war,” its king [said]."


def test_without_the_text_the_words_are_the_trigger() -> None:
    """A result that was fetched by id shows the trigger alone, since the text is not at hand."""
    assert [str(row.words) for row in rows_of(EXTRACTION, None)] == ["[moved]", "[said]"]


def test_a_long_context_is_cut_at_words() -> None:
    """Left and right of the trigger stand whole words only."""
    words = rows_of(EXTRACTION, TEXT)[0].words
    assert words.after.rstrip("…").split()[-1] in TEXT.split()


@pytest.mark.parametrize("after", [" $40 million", "\n“all” of it", ".", ", they say", "s", "", " "])
def test_white_space_after_the_trigger_is_kept(after: str) -> None:
    """There is a space after the trigger where the article has white space and more words, and nowhere else."""
    text = f"They froze{after}"
    event = MOVED.model_copy(update={"trigger": Trigger.at(Span(5, 10), text)})
    extraction = EXTRACTION.model_copy(update={"sentences": ((0, len(text)),), "events": (event,)})
    assert f"They [froze]{printable(f'|{after}')[1:]}" == str(rows_of(extraction, text)[0].words)


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_printed(text: str) -> None:
    """No control, escape, direction mark or lone surrogate of an article reaches the terminal."""
    assert not {unicodedata.category(char) for char in printable(text)} & {"Cc", "Cf", "Cs", "Co"}


def test_an_escape_sequence_is_made_harmless() -> None:
    """The escape character of a colour code goes, its letters stay visible."""
    assert printable("a\x1b[31mred\u202eb\r\nc") == "a [31mred b c"

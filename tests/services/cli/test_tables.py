"""Tests of tables and lines for a person's eyes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType

from services.cli.tables import ontology_table, render_extraction
from shared.ontology import load_ontology
from tests.services.cli.samples import EXTRACTION, TEXT


def printed(what: RenderableType, width: int) -> str:
    """What a console of ``width`` columns without colours shows."""
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(what)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_a_roomy_terminal_gets_a_table() -> None:
    """From 100 columns on every event is a row under the headings."""
    shown = printed(render_extraction(EXTRACTION, TEXT, width=140, title="news.txt"), 140)
    assert shown.startswith("news.txt: 2 events\n")
    for word in ("to whom", "modality", "troop movement", "Ruritania (RUR)", "to Elbonia", "asserted", "[moved]"):
        assert word in shown


def test_a_narrow_terminal_gets_lines() -> None:
    """Below 100 columns an event is a few lines, cells without content are left out."""
    shown = printed(render_extraction(EXTRACTION, TEXT, width=60), 60)
    assert "troop movement (asserted, 0.93): Ruritania [moved] two" in shown
    assert "  who     Ruritania (RUR)\n" in shown
    assert "to whom" not in shown


@pytest.mark.parametrize("width", [20, 60, 100, 140, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Whatever the width, nothing runs over it."""
    shown = printed(render_extraction(EXTRACTION, TEXT, width=width), width)
    assert max(map(len, shown.splitlines())) <= width


def test_an_article_without_events_says_so() -> None:
    """No events are one plain sentence and no empty table."""
    empty = EXTRACTION.model_copy(update={"events": ()})
    assert printed(render_extraction(empty, TEXT, width=140), 140).strip() == "no events"


def test_square_brackets_of_an_article_are_no_markup() -> None:
    """Text that looks like the markup of the table library is shown as it is."""
    shown = printed(render_extraction(EXTRACTION, TEXT, width=140, title="[red]news[/red]"), 140)
    assert "[red]news[/red]" in shown


@pytest.mark.parametrize("width", [60, 140])
def test_the_ontology_shows_every_type_mode_and_role(width: int) -> None:
    """The table is complete at any width."""
    ontology = load_ontology()
    shown = printed(ontology_table(ontology, width=width), width)
    for name in (*ontology.type_names, *ontology.mode_names, *ontology.role_names, *ontology.modality_names):
        assert name in shown or name.split("-")[0] in shown

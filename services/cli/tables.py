"""Extractions, jobs and the ontology for a person's eyes: tables where there is room, else plain lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.cli.rows import Row, Words, printable, rows_of
from shared.events import Extraction
from shared.ontology import Ontology

ROOMY = 100
"""Columns from which a table of seven cells reads better than lines."""

MODALITY_STYLES = {"asserted": "green", "future": "cyan", "hypothetical": "yellow", "negated": "red"}


def render_extraction(extraction: Extraction, text: str | None, *, width: int, title: str = "") -> RenderableType:
    """The events of an article, fit for ``width`` columns."""
    rows = rows_of(extraction, text)
    heading = Text(f"{printable(title)}: {_count(rows)}" if title else _count(rows), style="bold")
    notes = [Text(f"warning: {printable(warning.detail)}", style="yellow") for warning in extraction.warnings]
    body = [events_table(rows)] if width >= ROOMY and rows else [event_lines(row) for row in rows]
    return Group(heading, *body, *notes)


def events_table(rows: Sequence[Row]) -> Table:
    """A table with a row an event."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading, ratio in (("event", 3), ("who", 4), ("to whom", 4), ("where", 4), ("when", 4)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    table.add_column("modality", no_wrap=True)
    table.add_column("the words that say so", ratio=6, overflow="fold")
    for row in rows:
        table.add_row(
            Text(row.label, style="bold"),
            *(Text(cell) for cell in (row.who, row.to_whom, row.where, row.when)),
            _modality(row),
            _words(row.words),
        )
    return table


def event_lines(row: Row) -> Text:
    """An event as a few lines, for narrow terminals and for files."""
    lines = Text.assemble("\n", (row.label, "bold"), f" ({row.modality}, {row.confidence:.2f}): ", _words(row.words))
    cells = {"who": row.who, "to whom": row.to_whom, "where": row.where, "when": row.when}
    for name, cell in cells.items():
        if cell:
            lines.append(f"\n  {name:8}{cell}")
    return lines


def ontology_table(ontology: Ontology, *, width: int) -> RenderableType:
    """The event types with their modes, and what each means where there is room."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading in ("type", "label", "intensity", "modes", *(["what it is"] if width >= ROOMY else [])):
        table.add_column(heading, no_wrap=heading == "type", justify="right" if heading == "intensity" else "left")
    for kind in ontology.types:
        cells = (kind.name, kind.label, f"{kind.intensity:g}", ", ".join(mode.name for mode in kind.modes))
        table.add_row(*cells, *([kind.description] if width >= ROOMY else []))
    names = (("modalities", ontology.modality_names), ("roles", ontology.role_names))
    return Group(table, *(Text(f"{heading}: {', '.join(items)}") for heading, items in names))


def stdout_console() -> Console:
    """A console on standard output. Built when needed, for the output may be redirected by then."""
    return Console(highlight=False, soft_wrap=False)


def _count(rows: Sequence[Row]) -> str:
    return "no events" if not rows else f"{len(rows)} event{'s' if len(rows) > 1 else ''}"


def _modality(row: Row) -> Text:
    return Text(row.modality, style=MODALITY_STYLES.get(row.modality, ""))


def _words(words: Words) -> Text:
    return Text.assemble((words.before, "dim"), (f"[{words.trigger}]", "bold"), (words.after, "dim"))

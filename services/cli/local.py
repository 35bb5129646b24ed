"""``sitrep extract`` and ``sitrep ontology``: what needs no service."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from services.cli.exits import Exit
from services.cli.extractors import Extract, open_extractor
from services.cli.formats import OutputFormat, PlainFormat, write_extraction, write_line
from services.cli.inputs import Input, InputFormat, Unreadable, read_inputs, total_size
from services.cli.messages import complain
from services.cli.options import Files, MinConfidence, PublishedAt, Reading, Types, defaults_of
from services.cli.progress import progress_bar
from services.cli.tables import ontology_table, stdout_console
from shared.errors import SitrepError
from shared.ontology import load_ontology


def extract(
    files: Files,
    form: Annotated[OutputFormat, typer.Option("--format", help="how results are written")] = OutputFormat.TABLE,
    reading: Reading = InputFormat.AUTO,
    published_at: PublishedAt = None,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Extract events on this machine.

    No service is needed. A file whose name ends in .json holds an object with text and perhaps published_at; one
    that ends in .jsonl or .ndjson holds such an object a line, with an id of its own; any other file is one article.
    A bad input is reported and the others go on.
    """
    defaults = defaults_of(published_at, types, min_confidence)
    extractor = open_extractor()
    failed = False
    with progress_bar(total_size(files)) as advance:
        for item in read_inputs(files, reading, defaults):
            failed |= not _extract_one(item, extractor, form)
            advance(item.size)
    if failed:
        raise typer.Exit(Exit.FAILED)


def _extract_one(item: Input | Unreadable, extractor: Extract, form: OutputFormat) -> bool:
    """Whether the events of ``item`` were written."""
    if isinstance(item, Unreadable):
        complain(f"{item.where}: {item.reason}")
        return False
    try:
        extraction = extractor(item.article)
    except SitrepError as error:
        complain(f"{item.where}: {error.detail}")
        return False
    write_extraction(form, item.id, item.article, extraction)
    return True


def ontology(
    form: Annotated[PlainFormat, typer.Option("--format", help="how it is written")] = PlainFormat.TABLE,
) -> None:
    """Show event types, modes and roles."""
    if form is PlainFormat.TABLE:
        console = stdout_console()
        console.print(ontology_table(load_ontology(), width=console.width))
    else:
        write_line(json.dumps(asdict(load_ontology()), indent=2, ensure_ascii=False))

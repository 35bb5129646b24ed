"""The formats in which extractions are written, one writer each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from services.cli.tables import render_extraction, stdout_console
from shared.articles import Article
from shared.events import Event, Extraction


class OutputFormat(StrEnum):
    """TABLE for reading; JSON the extraction itself; JSONL one line an article; RECORDS the annotation form."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    RECORDS = "records"


class PlainFormat(StrEnum):
    """What every command can write: a table for reading, or JSON."""

    TABLE = "table"
    JSON = "json"


def write_extraction(form: OutputFormat, id: str, article: Article | None, extraction: Extraction) -> None:
    """Write the extraction of the article ``id`` to standard output.

    Raises:
        OSError: standard output cannot be written, for example since its reader has gone.
    """
    if form is OutputFormat.TABLE:
        console = stdout_console()
        text = article.text if article else None
        console.print(render_extraction(extraction, text, width=console.width, title=id), "")
    else:
        write_line(WRITERS[form](id, article, extraction))


def write_line(line: str) -> None:
    """One line at once, so that a reader behind a pipe sees it and a reader that has gone is noticed."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def record_of(id: str, article: Article, extraction: Extraction) -> dict[str, Any]:
    """The article in the form of the annotated data: trigger and arguments as spans into the text."""
    published = {"date": article.published_at.isoformat()} if article.published_at else {}
    return {"id": id, **published, "text": article.text, "events": [_event_record(e) for e in extraction.events]}


def _event_record(event: Event) -> dict[str, Any]:
    mode = {"mode": event.mode} if event.mode else {}
    return {
        "trigger": list(event.trigger.span),
        "type": event.type,
        **mode,
        "modality": event.modality,
        "arguments": [{"role": argument.role, "span": list(argument.span)} for argument in event.arguments],
    }


def _json(_id: str, _article: Article | None, extraction: Extraction) -> str:
    return extraction.model_dump_json(indent=2)


def _jsonl(id: str, _article: Article | None, extraction: Extraction) -> str:
    return json.dumps({"id": id, "result": extraction.model_dump(mode="json")}, ensure_ascii=False)


def _records(id: str, article: Article | None, extraction: Extraction) -> str:
    if article is None:
        raise ValueError("records need the article")
    return json.dumps(record_of(id, article, extraction), ensure_ascii=False)


WRITERS: dict[OutputFormat, Callable[[str, Article | None, Extraction], str]] = {
    OutputFormat.JSON: _json,
    OutputFormat.JSONL: _jsonl,
    OutputFormat.RECORDS: _records,
}

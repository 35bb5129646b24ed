"""Articles out of files: plain text, one article a file, or JSON Lines, one article a line.

A text is taken as it is: line ends are kept, and only a byte order mark at the very beginning of a file is dropped.
Of a JSON line the fields ``id``, ``text``, ``date`` (or ``published_at``), ``title`` and ``language`` are read.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from services.cli.articles import Defaults, build_article, decode, parse_record
from services.cli.exits import CommandError, Exit
from shared.articles import Article
from shared.errors import InvalidArticle

STDIN = "-"
LINES_SUFFIXES = {".jsonl", ".ndjson"}


class InputFormat(StrEnum):
    """How articles lie in a file; AUTO goes by the file's name, and on standard input by the first character."""

    AUTO = "auto"
    TEXT = "text"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Input:
    """An article, the id it goes by, and how many bytes were read for it."""

    id: str
    where: str
    article: Article
    size: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that are no article, with the reason."""

    where: str
    reason: str
    size: int


def read_inputs(files: Sequence[str], form: InputFormat, defaults: Defaults) -> Iterator[Input | Unreadable]:
    """The articles of ``files`` one after another; nothing is read before it is needed."""
    for name in files:
        try:
            with _opened(name) as file:
                yield from _read_file(name, file, form, defaults)
        except OSError as error:
            yield Unreadable(name, error.strerror or str(error), 0)


def total_size(files: Sequence[str]) -> int | None:
    """Bytes of all the files; None when that cannot be known."""
    if STDIN in files:
        return None
    return sum(path.stat().st_size for path in map(Path, files) if path.is_file())


def read_one(name: str, defaults: Defaults) -> Article:
    """The single article of a file.

    Raises:
        CommandError: the file cannot be read, or holds no article or several.
    """
    readings = list(read_inputs([name], InputFormat.AUTO, defaults))
    if len(readings) != 1:
        raise CommandError(f"{name} holds {len(readings)} articles; one is needed", Exit.USAGE)
    if isinstance(readings[0], Unreadable):
        raise CommandError(f"{readings[0].where}: {readings[0].reason}")
    return readings[0].article


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


def _read_file(name: str, file: BinaryIO, form: InputFormat, defaults: Defaults) -> Iterator[Input | Unreadable]:
    shown = "standard input" if name == STDIN else name
    first = file.readline()
    if _is_lines(name, form, first):
        yield from _read_lines(shown, first, file, defaults)
    else:
        yield _read_text(shown, first + file.read(), defaults)


def _is_lines(name: str, form: InputFormat, first: bytes) -> bool:
    if form is not InputFormat.AUTO:
        return form is InputFormat.JSONL
    return first.lstrip().startswith(b"{") if name == STDIN else Path(name).suffix.lower() in LINES_SUFFIXES


def _read_text(name: str, raw: bytes, defaults: Defaults) -> Input | Unreadable:
    try:
        article = build_article({"text": decode(raw.removeprefix(codecs.BOM_UTF8))}, defaults)
    except InvalidArticle as error:
        return Unreadable(name, error.detail, len(raw))
    return Input(Path(name).stem, name, article, len(raw))


def _read_lines(name: str, first: bytes, rest: BinaryIO, defaults: Defaults) -> Iterator[Input | Unreadable]:
    for number, raw in enumerate(_lines(first.removeprefix(codecs.BOM_UTF8), rest), start=1):
        if raw.strip():
            yield _read_line(f"{name}, line {number}", number, raw, defaults)


def _lines(first: bytes, rest: BinaryIO) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _read_line(where: str, number: int, raw: bytes, defaults: Defaults) -> Input | Unreadable:
    try:
        record = parse_record(raw)
        article = build_article(record, defaults)
    except InvalidArticle as error:
        return Unreadable(where, error.detail, len(raw))
    return Input(str(record.get("id", number)), where, article, len(raw))

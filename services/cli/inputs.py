"""Articles out of files: plain text or a JSON object, one article a file, or JSON Lines, one article a line.

A text is taken as it is: line ends are kept, and only a byte order mark at the very beginning of a file is dropped.
Of a JSON object the fields ``id``, ``text``, ``date`` (or ``published_at``), ``title`` and ``language`` are read.
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

from services.cli.articles import Defaults, build_article, decode, id_of, parse_record
from services.cli.exits import CommandError, Exit
from shared.articles import Article
from shared.errors import InvalidArticle

STDIN = "-"
LINES_SUFFIXES = {".jsonl", ".ndjson"}
OBJECT_SUFFIX = ".json"


class InputFormat(StrEnum):
    """How articles lie in a file; AUTO goes by the file's name, and on standard input by the first character."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
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
    first = file.readline().removeprefix(codecs.BOM_UTF8)
    match _form_of(name, first) if form is InputFormat.AUTO else form:
        case InputFormat.JSONL:
            yield from _read_lines(shown, first, file, defaults)
        case InputFormat.JSON:
            yield _read_object(shown, Path(shown).stem, first + file.read(), defaults)
        case _:
            yield _read_text(shown, first + file.read(), defaults)


def _form_of(name: str, first: bytes) -> InputFormat:
    """How the file ``name`` is read whose first line is ``first``."""
    suffix = Path(name).suffix.lower()
    if suffix == OBJECT_SUFFIX:
        return InputFormat.JSON
    is_lines = first.lstrip().startswith(b"{") if name == STDIN else suffix in LINES_SUFFIXES
    return InputFormat.JSONL if is_lines else InputFormat.TEXT


def _read_text(name: str, raw: bytes, defaults: Defaults) -> Input | Unreadable:
    try:
        article = build_article({"text": decode(raw)}, defaults)
    except InvalidArticle as error:
        return Unreadable(name, error.detail, len(raw))
    return Input(Path(name).stem, name, article, len(raw))


def _read_lines(name: str, first: bytes, rest: BinaryIO, defaults: Defaults) -> Iterator[Input | Unreadable]:
    for number, raw in enumerate(_lines(first, rest), start=1):
        if raw.strip():
            yield _read_object(f"{name}, line {number}", str(number), raw, defaults)


def _lines(first: bytes, rest: BinaryIO) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _read_object(where: str, fallback_id: str, raw: bytes, defaults: Defaults) -> Input | Unreadable:
    try:
        record = parse_record(raw)
        id, article = id_of(record) or fallback_id, build_article(record, defaults)
    except InvalidArticle as error:
        return Unreadable(where, error.detail, len(raw))
    return Input(id, where, article, len(raw))

"""Bodies of requests: read whole, within what BodyGuard allows, and turned into an article or kept in a file."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO

from fastapi import Request

from services.api.faults import check_article
from services.api.headers import require_media_type
from services.api.parsing import parse_json
from shared.errors import TooManyLines
from shared.schemas import SubmitRequest

JSON = ("application/json",)
JSON_LINES = ("application/x-ndjson", "application/jsonl", "application/json-lines", "application/jsonlines")
IN_MEMORY = 1 << 20
"""Bytes of a batch beyond which it lies on disk while it is taken in."""


async def read_article(request: Request, max_text_chars: int) -> SubmitRequest:
    """The article in the body.

    Raises:
        SitrepError: the body is not read, or not acceptable; see errors.KINDS.
    """
    require_media_type(request.headers, JSON)
    return check_article(SubmitRequest, parse_json(await request.body()), max_text_chars)


@dataclass(frozen=True, slots=True)
class Spooled:
    """A body that came whole: its bytes from the beginning of ``file`` on, and their SHA-256."""

    file: IO[bytes]
    digest: str


@asynccontextmanager
async def spooled_lines(request: Request, max_lines: int) -> AsyncIterator[Spooled]:
    """The batch in the body. Nothing of it is taken in before all of it has come.

    Raises:
        SitrepError: the body is not read; see errors.KINDS.
    """
    require_media_type(request.headers, JSON_LINES)
    digest, lines = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        async for chunk in request.stream():
            digest.update(chunk)
            lines += chunk.count(b"\n")
            begun = chunk[-1:] not in {b"", b"\n"}  # the last line need not be ended
            if lines + begun > max_lines:
                raise TooManyLines(f"The batch has more than {max_lines} lines; send it in parts.")
            file.write(chunk)
        file.seek(0)
        yield Spooled(file, digest.hexdigest())

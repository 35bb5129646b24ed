"""Intake: the lines of a batch become jobs, or problems of their lines; one bad line costs no other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from services.api.acceptance import accept
from services.api.dependencies import Services
from services.api.errors import encode_problem, problem_of
from services.api.faults import check_article
from services.api.parsing import parse_json
from shared.errors import BacklogFull, BodyTooLarge, EmptyBatch, Fault, InvalidArticle, SitrepError, StoreUnavailable
from shared.jobs.operations import BatchLine, SaveBatch
from shared.schemas import BatchItem
from shared.settings import Settings

AT_ONCE = 32
"""Lines that are stored together."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is read: what it asks for, or why it is refused."""

    number: int
    custom_id: str | None
    item: BatchItem | SitrepError


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What makes a batch findable once all of it is stored."""

    batch_id: str
    idempotency_key: str | None
    fingerprint: str


async def take_in(services: Services, lines: Iterator[Line], seal: Seal) -> None:
    """Store the jobs of ``lines``, and the batch that lists them.

    Raises:
        EmptyBatch: there is no line.
        BacklogFull: not even the first lines find room; nothing was accepted.
        StoreUnavailable: the batch cannot be stored; it will never be readable.
    """
    start = 0
    group = await _next_group(lines)
    if not group:
        raise EmptyBatch
    while group:
        stored = await _store_all(services, group, seal.batch_id, is_first=start == 0)
        group = await _next_group(lines)
        await services.store.run(
            SaveBatch(
                id=seal.batch_id,
                start=start,
                lines=stored,
                ttl_s=services.settings.result_ttl_s,
                complete=not group,
                idempotency_key=None if group else seal.idempotency_key,
                fingerprint=seal.fingerprint,
            )
        )
        start += len(stored)


async def _next_group(lines: Iterator[Line]) -> list[Line]:
    """The next lines, read beside the event loop: some are large."""
    return await asyncio.to_thread(lambda: list(islice(lines, AT_ONCE)))


async def _store_all(services: Services, group: list[Line], batch_id: str, *, is_first: bool) -> tuple[BatchLine, ...]:
    """The lines as the jobs that they have become, or with their problems.

    Raises:
        StoreUnavailable: the store has taken none of them.
        BacklogFull: it is full, and they are the first of their batch.
    """
    outcomes = await asyncio.gather(*(_store(services, line, batch_id) for line in group))
    if all(isinstance(outcome, StoreUnavailable) for outcome in outcomes):
        raise StoreUnavailable
    if is_first and all(isinstance(outcome, BacklogFull) for outcome in outcomes):
        raise BacklogFull
    services.dispatcher.announce(outcome for outcome in outcomes if isinstance(outcome, str))
    return tuple(_batch_line(line, outcome) for line, outcome in zip(group, outcomes, strict=True))


async def _store(services: Services, line: Line, batch_id: str) -> str | SitrepError:
    """The id of the line's job, or why there is none."""
    if isinstance(line.item, SitrepError):
        return line.item
    try:
        accepted = await accept(services, line.item, batch_id=batch_id)
    except SitrepError as error:
        return error
    return accepted.job.id


def _batch_line(line: Line, outcome: str | SitrepError) -> BatchLine:
    if isinstance(outcome, str):
        return BatchLine(number=line.number, custom_id=line.custom_id, job_id=outcome)
    return BatchLine(number=line.number, custom_id=line.custom_id, problem=encode_problem(problem_of(outcome)))


def read_lines(file: IO[bytes], settings: Settings) -> Iterator[Line]:
    """The lines of a batch, checked; blank ones are left out but counted."""
    seen: set[str] = set()
    for number, raw in _raw_lines(file, settings.max_body_bytes):
        line = _read_line(number, raw, settings)
        if line.custom_id in seen:
            fault = Fault("/custom_id", "duplicate-custom-id", "names an earlier line of this batch; choose another")
            line = Line(number, line.custom_id, InvalidArticle(faults=(fault,)))
        elif line.custom_id is not None:
            seen.add(line.custom_id)
        yield line


def _read_line(number: int, raw: bytes | BodyTooLarge, settings: Settings) -> Line:
    if isinstance(raw, BodyTooLarge):
        return Line(number, None, raw)
    custom_id = None
    try:
        body = parse_json(raw)
        custom_id = _custom_id_of(body)
        return Line(number, custom_id, check_article(BatchItem, body, settings.max_text_chars))
    except SitrepError as error:
        return Line(number, custom_id, error)


def _custom_id_of(body: object) -> str | None:
    """The line's own name, if it is a good one, however bad the rest of the line is."""
    given = body.get("custom_id") if isinstance(body, dict) else None
    try:
        return check_article(BatchItem, {"text": "-", "custom_id": given}, 1).custom_id
    except InvalidArticle:
        return None


def _raw_lines(file: IO[bytes], max_bytes: int) -> Iterator[tuple[int, bytes | BodyTooLarge]]:
    """Numbers and bytes of the lines that are not blank; never more than ``max_bytes`` of one are held."""
    number = 0
    while raw := file.readline(max_bytes + 2):  # its end may be CR LF
        number += 1
        if len(raw.rstrip(b"\r\n")) > max_bytes:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(max_bytes)
            yield number, BodyTooLarge(f"The line holds more than {max_bytes} bytes; split the article.")
        elif not raw.isspace():
            yield number, raw

"""``/v1/batches``: many articles in one call, one a line."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from services.api import documentation as docs
from services.api.answers import JSON, encode_line
from services.api.bodies import JSON_LINES, spooled_lines
from services.api.dependencies import Services, Serving
from services.api.errors import RETRY_AFTER_S
from services.api.headers import idempotency_key_of
from services.api.intake import Seal, read_lines, take_in
from shared.errors import (
    BacklogFull,
    BodyTooLarge,
    EmptyBatch,
    IdempotencyConflict,
    InvalidHeader,
    RequestTimeout,
    StoreUnavailable,
    TooManyLines,
    UnknownBatch,
    UnknownJob,
    UnsupportedMediaType,
)
from shared.jobs.job import Status, new_batch_id
from shared.jobs.operations import Batch, BatchLine, FindBatch, Get, GetBatch, Statuses, Stored
from shared.schemas import BatchCounts, BatchLinks, BatchStatus, BatchView

BATCH_ID = re.compile(r"ba_[A-Za-z0-9_-]{24}")
COUNTED_AT_ONCE = 1000
STREAMED_AT_ONCE = 32

router = APIRouter(prefix="/v1/batches", tags=["batches"])


@router.post(
    "",
    status_code=202,
    summary="Hand in many articles",
    responses={
        202: docs.answer("The batch is taken in; its results name lines that were refused.", BatchView),
        **docs.problems(
            InvalidHeader,
            RequestTimeout,
            BodyTooLarge,
            TooManyLines,
            UnsupportedMediaType,
            EmptyBatch,
            IdempotencyConflict,
            BacklogFull,
            StoreUnavailable,
        ),
    },
    openapi_extra={"parameters": [docs.IDEMPOTENCY_KEY], "requestBody": docs.BATCH_BODY},
)
async def submit_batch(request: Request, services: Serving) -> Response:
    """Store every good line as an extraction. A bad line is a problem of that line and costs no other."""
    key = idempotency_key_of(request.headers)
    async with spooled_lines(request, services.settings.max_batch_lines) as body:
        earlier = await _find(services, key, body.digest)
        if earlier is None:
            seal = Seal(batch_id=new_batch_id(), idempotency_key=key, fingerprint=body.digest)
            await take_in(services, read_lines(body.file, services.settings), seal)
            # of two equal posts at the same time, one has bound the key: both are answered with its batch
            found = await _find(services, key, body.digest) or seal.batch_id
    headers = {"Idempotency-Replayed": "true"} if earlier else {}
    return await _batch_response(services, earlier or found, 202, headers)


@router.get(
    "/{id}",
    summary="Follow a batch",
    responses={
        200: docs.answer("The batch as it stands.", BatchView),
        **docs.problems(UnknownBatch, StoreUnavailable),
    },
)
async def get_batch(id: str, services: Serving) -> Response:
    """How far a batch is, by counts of its lines."""
    return await _batch_response(services, _known(id), 200, {})


@router.get(
    "/{id}/results",
    summary="Fetch the results of a batch",
    responses={200: docs.BATCH_RESULTS, **docs.problems(UnknownBatch, StoreUnavailable)},
    response_class=StreamingResponse,
)
async def get_batch_results(id: str, services: Serving) -> Response:
    """A line for each line of the batch, in its order, with what has become of it so far."""
    batch = await services.store.run(GetBatch(id=_known(id), count=STREAMED_AT_ONCE))
    return StreamingResponse(_results(services, batch), media_type=JSON_LINES[0])


async def _find(services: Services, key: str | None, digest: str) -> str | None:
    """The batch that an idempotency key stands for."""
    return None if key is None else await services.store.run(FindBatch(idempotency_key=key, fingerprint=digest))


async def _batch_response(services: Services, id: str, status_code: int, headers: dict[str, str]) -> Response:
    batch = await services.store.run(GetBatch(id=id))
    counts = await _counts(services, batch)
    unfinished = counts.queued + counts.running
    self = f"/v1/batches/{id}"
    view = BatchView(
        id=id,
        status=_status(counts),
        created_at=datetime.fromtimestamp(batch.created_at_ms / 1000, UTC),
        counts=counts,
        links=BatchLinks(self=self, results=f"{self}/results"),
    )
    extra = {"Location": self} if status_code == 202 else {}
    again = {"Retry-After": str(RETRY_AFTER_S)} if unfinished else {}
    return Response(view.model_dump_json(), status_code, {**extra, **again, **headers}, JSON)


async def _counts(services: Services, batch: Batch) -> BatchCounts:
    """The lines of a batch, counted by what has become of them."""
    found: Counter[str | None] = Counter()
    for start in range(0, batch.total, COUNTED_AT_ONCE):
        page = await services.store.run(GetBatch(id=batch.id, start=start, count=COUNTED_AT_ONCE))
        ids = tuple(line.job_id for line in page.lines if line.job_id)
        found.update(await services.store.run(Statuses(ids=ids)) if ids else ())
    by_status = {status.value: found[status.value] for status in Status}
    return BatchCounts(total=batch.total, rejected=batch.rejected, gone=found[None], **by_status)


def _status(counts: BatchCounts) -> BatchStatus:
    if not counts.queued + counts.running:
        return BatchStatus.FINISHED
    begun = counts.running + counts.succeeded + counts.failed
    return BatchStatus.RUNNING if begun else BatchStatus.QUEUED


async def _results(services: Services, first: Batch) -> AsyncIterator[bytes]:
    """The results page by page; ``first`` holds the first page."""
    page = first
    for start in range(STREAMED_AT_ONCE, first.total + STREAMED_AT_ONCE, STREAMED_AT_ONCE):
        stored = await asyncio.gather(*(_stored(services, line) for line in page.lines))
        pairs = zip(page.lines, stored, strict=True)
        yield b"".join(encode_line(line, record) + b"\n" for line, record in pairs)
        if start < first.total:
            page = await services.store.run(GetBatch(id=first.id, start=start, count=STREAMED_AT_ONCE))


async def _stored(services: Services, line: BatchLine) -> Stored | None:
    """The record of a line's job; None when it has none, or none any more."""
    if line.job_id is None:
        return None
    try:
        return await services.store.run(Get(id=line.job_id))
    except UnknownJob:
        return None


def _known(id: str) -> str:
    """``id``, when it can be one.

    Raises:
        UnknownBatch: it cannot; the store need not be asked.
    """
    if not BATCH_ID.fullmatch(id):
        raise UnknownBatch
    return id

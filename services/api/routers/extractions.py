"""``/v1/extractions``: hand in an article, follow it, fetch its events, cancel or erase it."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from services.api import documentation as docs
from services.api.acceptance import accept
from services.api.answers import JSON, job_response, submitted_response
from services.api.bodies import read_article
from services.api.dependencies import Services, Serving
from services.api.headers import idempotency_key_of, wait_of
from services.api.watcher import wait_with_caller
from shared.errors import (
    BacklogFull,
    BodyTooLarge,
    IdempotencyConflict,
    InvalidArticle,
    InvalidHeader,
    JobRunning,
    MalformedJson,
    RequestTimeout,
    SitrepError,
    StoreUnavailable,
    UnknownJob,
    UnsupportedMediaType,
)
from shared.jobs.job import Job, Status
from shared.jobs.operations import Get, Removal, Remove, Stored
from shared.schemas import CancelledView, JobView, SubmittedView

JOB_ID = re.compile(r"ex_[A-Za-z0-9_-]{24}")

router = APIRouter(prefix="/v1/extractions", tags=["extractions"])


@router.post(
    "",
    status_code=202,
    summary="Hand in an article",
    responses={
        202: docs.answer("Accepted: nothing can lose it any more.", SubmittedView, docs.ACCEPTED),
        200: docs.answer("With Prefer: wait, it ended in time.", JobView, docs.FINISHED),
        **docs.problems(
            MalformedJson,
            InvalidHeader,
            RequestTimeout,
            BodyTooLarge,
            UnsupportedMediaType,
            InvalidArticle,
            IdempotencyConflict,
            BacklogFull,
            StoreUnavailable,
        ),
    },
    openapi_extra={"parameters": [docs.PREFER, docs.IDEMPOTENCY_KEY], "requestBody": docs.ARTICLE_BODY},
)
async def submit_extraction(request: Request, services: Serving) -> Response:
    """Store an article to be read. The answer comes at once, or with `Prefer: wait=N` when its events are found."""
    wait_s = wait_of(request.headers, services.settings.max_wait_s)
    key = idempotency_key_of(request.headers)
    article = await read_article(request, services.settings.max_text_chars)
    accepted = await accept(services, article, idempotency_key=key)
    headers = {} if accepted.created else {"Idempotency-Replayed": "true"}
    if accepted.created:
        services.dispatcher.announce((accepted.job.id,))
    if wait_s is None:
        return submitted_response(accepted.job, headers)
    headers["Preference-Applied"] = f"wait={wait_s}"
    job, stored = await _ended(request, services, accepted.job, wait_s)
    return job_response(request, stored, headers) if stored else submitted_response(job, headers)


@router.get(
    "/{id}",
    summary="Follow an extraction, and fetch its events",
    responses={
        200: docs.answer("The extraction as it stands.", JobView, docs.FOUND),
        304: {"description": "The extraction is as If-None-Match says."},
        **docs.problems(InvalidHeader, UnknownJob, StoreUnavailable),
    },
    openapi_extra={"parameters": [docs.PREFER, docs.IF_NONE_MATCH]},
)
async def get_extraction(request: Request, id: str, services: Serving) -> Response:
    """How far an extraction is. With `Prefer: wait=N` the answer comes when it ends, or after N seconds."""
    wait_s = wait_of(request.headers, services.settings.max_wait_s)
    stored = await services.store.run(Get(id=_known(id)))
    if wait_s is None:
        return job_response(request, stored, {})
    if not stored.job.status.is_terminal:
        await wait_with_caller(request, services.watcher, id, wait_s)
        stored = await services.store.run(Get(id=id))
    return job_response(request, stored, {"Preference-Applied": f"wait={wait_s}"})


@router.delete(
    "/{id}",
    summary="Cancel or erase an extraction",
    responses={
        200: docs.answer("The extraction was waiting; it is cancelled.", CancelledView),
        204: {"description": "The extraction had ended; its text and its result are erased."},
        **docs.problems(UnknownJob, JobRunning, StoreUnavailable),
    },
)
async def delete_extraction(id: str, services: Serving) -> Response:
    """Cancel an extraction that waits, or erase one that has ended. One that is running can be erased when it ends."""
    removal = await services.store.run(Remove(id=_known(id), ttl_s=services.settings.result_ttl_s))
    if removal is Removal.ERASED:
        return Response(status_code=204)
    return Response(CancelledView(id=id, status=Status.CANCELLED).model_dump_json(), media_type=JSON)


async def _ended(request: Request, services: Services, job: Job, wait_s: int) -> tuple[Job, Stored | None]:
    """The job as it stands after waiting, with its record when it has ended.

    The article is accepted already: whatever fails from here on, the caller must learn its id.
    """
    try:
        if not job.status.is_terminal:
            await wait_with_caller(request, services.watcher, job.id, wait_s)
        stored = await services.store.run(Get(id=job.id))
    except SitrepError:
        return job, None
    return stored.job, stored if stored.job.status.is_terminal else None


def _known(id: str) -> str:
    """``id``, when it can be one.

    Raises:
        UnknownJob: it cannot; the store need not be asked.
    """
    if not JOB_ID.fullmatch(id):
        raise UnknownJob
    return id

"""Answers about jobs: from stored records to JSON. A result is handed out as the bytes that the worker stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from fastapi import Request, Response

from services.api.errors import RETRY_AFTER_S
from services.api.headers import matches_etag
from shared.jobs.job import Job
from shared.jobs.operations import BatchLine, Stored
from shared.schemas import BatchResultView, JobErrorView, JobView, Links, ProblemView, SubmittedView

JSON = "application/json"
NO_RESULT = b'"result":null'
"""Where the result goes. No string of a record can hold these bytes: JSON escapes the quotes within strings."""


def path_of_job(id: str) -> str:
    """Where an extraction is."""
    return f"/v1/extractions/{id}"


def submitted_response(job: Job, headers: Mapping[str, str]) -> Response:
    """202: the article is accepted."""
    links = Links(self=path_of_job(job.id))
    view = SubmittedView(id=job.id, status=job.status, created_at=job.created_at, links=links)
    extra = {"Location": links.self, "Retry-After": str(RETRY_AFTER_S), **headers}
    return Response(view.model_dump_json(), 202, extra, JSON)


def job_response(request: Request, stored: Stored, headers: Mapping[str, str]) -> Response:
    """200 with the extraction, or 304 when the caller has it as it is."""
    again = {} if stored.job.status.is_terminal else {"Retry-After": str(RETRY_AFTER_S)}
    return json_response(request, encode_job(stored), {**again, **headers})


def json_response(request: Request, body: bytes, headers: Mapping[str, str]) -> Response:
    """200 with ``body``, or 304 when the caller has it; a strong ETag stands for its bytes."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    extra = {"ETag": etag, **headers}
    if request.method == "GET" and matches_etag(request.headers, etag):
        return Response(status_code=304, headers=extra)
    return Response(body, 200, extra, JSON)


def encode_job(stored: Stored) -> bytes:
    """The extraction as JSON."""
    job = stored.job
    view = JobView(
        id=job.id,
        status=job.status,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        attempts=job.attempts,
        external_id=job.external_id,
        result=None,
        error=error_of(job),
    )
    return with_result(view.model_dump_json().encode(), stored.result)


def encode_line(line: BatchLine, stored: Stored | None) -> bytes:
    """What became of a line of a batch, as JSON; ``stored`` is None for a refused line and for a job that is gone."""
    view = BatchResultView(
        line=line.number,
        custom_id=line.custom_id,
        id=line.job_id,
        status=stored.job.status if stored else None,
        result=None,
        error=error_of(stored.job) if stored else None,
        problem=ProblemView.model_validate_json(line.problem) if line.problem else None,
    )
    return with_result(view.model_dump_json().encode(), stored.result if stored else None)


def error_of(job: Job) -> JobErrorView | None:
    """Why the job failed; None when it did not."""
    return JobErrorView(code=job.error.code, detail=job.error.detail) if job.error else None


def with_result(record: bytes, result: bytes | None) -> bytes:
    """``record`` with the stored bytes of a result in place of none."""
    return record if result is None else record.replace(NO_RESULT, b'"result":' + result, 1)

"""Problems (RFC 9457): the one table of statuses and titles, and how every error becomes an answer."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from shared import errors
from shared.errors import BacklogFull, InvalidArticle, SitrepError
from shared.schemas import FaultView, ProblemView

MEDIA_TYPE = "application/problem+json"
METHODS = ("GET", "POST", "DELETE")
RETRY_AFTER_S = 1
"""When to ask again: for what has not ended, and for what failed for a reason that passes."""


class Kind(NamedTuple):
    """How a class of errors is answered."""

    status: int
    title: str


KINDS: Mapping[type[SitrepError], Kind] = {
    errors.MalformedJson: Kind(400, "The body is not JSON"),
    errors.InvalidHeader: Kind(400, "A header cannot be read"),
    errors.UnknownPath: Kind(404, "Nothing is here"),
    errors.UnknownJob: Kind(404, "No such extraction"),
    errors.UnknownBatch: Kind(404, "No such batch"),
    errors.MethodNotAllowed: Kind(405, "Not with this method"),
    errors.RequestTimeout: Kind(408, "The body came too slowly"),
    errors.JobRunning: Kind(409, "The extraction is running"),
    errors.BodyTooLarge: Kind(413, "The body is too large"),
    errors.TooManyLines: Kind(413, "The batch has too many lines"),
    errors.UnsupportedMediaType: Kind(415, "The body is of an unknown kind"),
    errors.InvalidArticle: Kind(422, "The article is not acceptable"),
    errors.EmptyBatch: Kind(422, "The batch is empty"),
    errors.IdempotencyConflict: Kind(422, "The idempotency key is taken"),
    errors.BacklogFull: Kind(429, "Too much is waiting"),
    SitrepError: Kind(500, "Something went wrong"),
    errors.StoreUnavailable: Kind(503, "The job store is away"),
    errors.Draining: Kind(503, "The service is stopping"),
}


def type_of(code: str) -> str:
    """The problem type of an error code: a path that documents it."""
    return f"/problems/{code}"


def kind_of(error: type[SitrepError]) -> Kind:
    """How an error is answered; one that no caller can cause is a failure of ours."""
    return KINDS.get(error, KINDS[SitrepError])


def problem_of(error: SitrepError, path: str | None = None) -> ProblemView:
    """The problem that tells of ``error`` at ``path``."""
    kind = kind_of(type(error))
    faults = error.faults if isinstance(error, InvalidArticle) else ()
    return ProblemView(
        type=type_of(error.code),
        title=kind.title,
        status=kind.status,
        detail=error.detail,
        instance=None if path is None else quote(path),
        retryable=error.retryable,
        errors=tuple(FaultView(pointer=fault.pointer, code=fault.code, detail=fault.detail) for fault in faults),
    )


def encode_problem(problem: ProblemView) -> bytes:
    """The problem as JSON, without what it does not have."""
    return problem.model_dump_json(exclude_defaults=True).encode()


def problem_response(error: SitrepError, path: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that tells of ``error``."""
    problem = problem_of(error, path)
    extra = dict(headers or {})
    if problem.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        extra["Retry-After"] = str(error.retry_after_s if isinstance(error, BacklogFull) else RETRY_AFTER_S)
    if problem.status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
        extra["Connection"] = "close"  # the rest of the body is not read
    return Response(encode_problem(problem), problem.status, extra, MEDIA_TYPE)


def install_handlers(app: FastAPI) -> None:
    """Have ``app`` answer every error with a problem."""
    app.add_exception_handler(SitrepError, _on_sitrep_error)
    app.add_exception_handler(HTTPException, _on_http_exception)


def _on_sitrep_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, SitrepError)
    return problem_response(error, request.url.path)


def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the routing raises: no such path, or not with this method."""
    assert isinstance(error, HTTPException)
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return problem_response(errors.UnknownPath(), request.url.path)
    allow = {"Allow": ", ".join(_methods_at(request))}
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=allow)
    return problem_response(errors.MethodNotAllowed(), request.url.path, allow)


def _methods_at(request: Request) -> list[str]:
    """The methods that the requested path answers."""
    routes = request.app.router.routes
    found = [
        method
        for method in METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]

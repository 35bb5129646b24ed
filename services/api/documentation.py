"""What OpenAPI says beside the types: examples, headers, request bodies, and the problems of each operation."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import BaseModel

from services.api import examples
from services.api.bodies import JSON_LINES
from services.api.errors import MEDIA_TYPE, encode_problem, kind_of, problem_of
from services.api.examples import Document
from shared.errors import InvalidArticle, MethodNotAllowed, SitrepError, UnknownPath

TITLE = "Sitrep"
DESCRIPTION = """News text in, event records out: who did what to whom, where, when, and whether it really happened.

Hand in an article with `POST /v1/extractions` and fetch its events by id, or get them in the same call with
`Prefer: wait=20`. Every refusal is a problem document (RFC 9457) whose `type` is stable and documented at that path.
"""


def _header(description: str, schema: Document | None = None) -> Document:
    return {"description": description, "schema": schema or {"type": "string"}}


def _parameter(name: str, description: str, example: str) -> Document:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


PREFER = _parameter(
    "Prefer",
    "`wait=N`: answer when the extraction ends, or after N seconds, at most 60; a wait that is no number is ignored",
    "wait=20",
)
IDEMPOTENCY_KEY = _parameter(
    "Idempotency-Key",
    "makes a repeated post safe: the same key and body stand for one extraction",
    "3f1c9a52-article-1",
)
IF_NONE_MATCH = _parameter("If-None-Match", "the ETag of an earlier answer", '"5d41402abc4b2a76b9719d911017c592"')

_LOCATION = _header("path of what was accepted")
_RETRY_AFTER = _header("seconds after which to ask (again)", {"type": "integer"})
_ETAG = _header("stands for exactly this answer")
_APPLIED = _header("how long the service waited at most")
_REPLAYED = _header("`true` when the key stood for an earlier post")

ACCEPTED = {
    "Location": _LOCATION,
    "Retry-After": _RETRY_AFTER,
    "Idempotency-Replayed": _REPLAYED,
    "Preference-Applied": _APPLIED,
}
FINISHED = {"ETag": _ETAG, "Idempotency-Replayed": _REPLAYED, "Preference-Applied": _APPLIED}
FOUND = {"ETag": _ETAG, "Retry-After": _RETRY_AFTER, "Preference-Applied": _APPLIED}

ARTICLE_BODY: Document = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/SubmitRequest"}},
    },
}

BATCH_BODY: Document = {
    "required": True,
    "content": {
        kind: {"schema": {"$ref": "#/components/schemas/BatchItem"}, "example": examples.BATCH_BODY}
        for kind in JSON_LINES
    },
}
BATCH_RESULTS: Document = {
    "description": "JSON Lines, one a line of the batch and in its order.",
    "content": {
        JSON_LINES[0]: {
            "schema": {"$ref": "#/components/schemas/BatchResultView"},
            "example": "".join(json.dumps(line) + "\n" for line in examples.BATCH_RESULTS),
        }
    },
}


def answer(description: str, model: type[BaseModel], headers: Mapping[str, Document] | None = None) -> Document:
    """An answer in JSON."""
    return {"description": description, "model": model, "headers": dict(headers or {})}


def problems(*kinds: type[SitrepError]) -> dict[int | str, Document]:
    """The problems that an operation may be answered with, and those that any may."""
    statuses = sorted({kind_of(kind).status for kind in kinds})
    some = {status: [kind for kind in kinds if kind_of(kind).status == status] for status in statuses}
    everywhere = _problem("Anything else that went wrong", [SitrepError, UnknownPath, MethodNotAllowed])
    listed: dict[int | str, Document] = {
        status: _problem("; ".join(kind_of(kind).title for kind in alike), alike) for status, alike in some.items()
    }
    return {**listed, "default": everywhere}


def _problem(description: str, kinds: list[type[SitrepError]]) -> Document:
    values = {kind.code: {"summary": kind_of(kind).title, "value": example_of(kind)} for kind in kinds}
    schema = {"$ref": "#/components/schemas/ProblemView"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema, "examples": values}}}


def example_of(kind: type[SitrepError]) -> Document:
    """A problem as callers see it."""
    error = examples.NOTHING_TO_READ if kind is InvalidArticle else kind()
    example: Document = json.loads(encode_problem(problem_of(error, "/v1/extractions")))
    return example

"""Tests of the OpenAPI document, and of every problem that it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from pydantic import TypeAdapter

from services.api.errors import KINDS
from services.api.routers.problems import ProblemKindView
from shared import schemas
from shared.errors import BacklogFull, SitrepError, StoreUnavailable
from shared.jobs.operations import Operation
from shared.schemas import BatchItem, BatchResultView, ProblemView
from tests.services.api.harness import NEWS, Api, problem, running_api

Document = dict[str, Any]
MISSING = "a" * 24


@pytest.fixture(scope="module")
def document() -> Document:
    """The document as callers read it."""
    with running_api() as api:
        answer: Document = api.http.get("/openapi.json").json()
        return answer


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    """Names and records of the operations."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def contents(document: Document) -> Iterator[tuple[str, Document]]:
    """Media types and records of all bodies, of requests and answers."""
    for _, operation in operations(document):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            yield from body.get("content", {}).items()


def references(value: Any) -> Iterator[str]:
    """All references within a value."""
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key == "$ref")
        yield from (found for inner in value.values() for found in references(inner))
    elif isinstance(value, list):
        yield from (found for inner in value for found in references(inner))


def model_of(content: Document) -> type[Any]:
    """The model that a body is documented to be."""
    name = content["schema"]["$ref"].rpartition("/")[2]
    return ProblemKindView if name == "ProblemKindView" else getattr(schemas, name)


def test_the_document_is_well_formed(document: Document) -> None:
    """References lead somewhere, operations have a name, a summary, a description, a tag and answers."""
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    ids = [operation["operationId"] for _, operation in operations(document)]

    assert document["openapi"].startswith("3.1") and document["info"]["title"] and document["info"]["description"]
    assert set(references(document)) <= known
    assert len(ids) == len(set(ids))
    for name, operation in operations(document):
        assert operation["summary"] and operation["description"] and operation["tags"] and operation["responses"]
        declared = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "path"}
        assert declared == {part.strip("{}") for part in name.split("/") if part.startswith("{")}


def test_every_call_is_documented(document: Document) -> None:
    """All calls of the first version are there."""
    assert {
        "POST /v1/extractions",
        "GET /v1/extractions/{id}",
        "DELETE /v1/extractions/{id}",
        "POST /v1/batches",
        "GET /v1/batches/{id}",
        "GET /v1/batches/{id}/results",
        "GET /v1/ontology",
        "GET /healthz/live",
        "GET /healthz/ready",
    } <= {name for name, _ in operations(document)}


def test_every_schema_says_what_it_is(document: Document) -> None:
    """A schema has a description."""
    named = document["components"]["schemas"].items()
    assert [name for name, schema in named if not schema.get("description") and "enum" not in schema] == []


def test_examples_are_what_the_schemas_say(document: Document) -> None:
    """Each example of a body is accepted by the model of that body."""
    checked = 0
    for kind, content in contents(document):
        examples = [content["example"]] if "example" in content else []
        examples += [example["value"] for example in content.get("examples", {}).values()]
        for example in examples:
            lines = example.splitlines() if isinstance(example, str) else [json.dumps(example)]
            for line in lines if model_of(content) is not BatchItem else lines[:1]:
                TypeAdapter(model_of(content)).validate_json(line)
                checked += 1
        assert examples or kind == "application/json"
    assert checked > 40


def test_every_problem_is_listed(document: Document) -> None:
    """Each code of the table is an example of some operation, under its own status."""
    listed = {
        (status, code)
        for _, operation in operations(document)
        for status, answer in operation["responses"].items()
        for code in answer.get("content", {}).get("application/problem+json", {}).get("examples", {})
    }
    for kind, (status, _) in KINDS.items():
        assert (str(status), kind.code) in listed or ("default", kind.code) in listed


def away(_: Operation[Any]) -> None:
    """A store that does not answer."""
    raise StoreUnavailable


def full(_: Operation[Any]) -> None:
    """A store that takes no more."""
    raise BacklogFull


def faulty(_: Operation[Any]) -> None:
    """A store with a mistake in it."""
    raise ZeroDivisionError("s3cret")


def broken(how: Callable[[Operation[Any]], None], method: str, path: str) -> Callable[[Api], httpx2.Response]:
    """A call while the store fails."""

    def call(api: Api) -> httpx2.Response:
        api.store.broken = how
        content = json.dumps({"text": NEWS}) if method == "POST" else None
        kind = {"content-type": "application/x-ndjson" if "batches" in path else "application/json"}
        return api.http.request(method, path, content=content, headers=kind)

    return call


def conflicting(post: Callable[[Api, str], httpx2.Response]) -> Callable[[Api], httpx2.Response]:
    """Two posts with one key; the second is another one."""

    def call(api: Api) -> httpx2.Response:
        post(api, "one")
        return post(api, "two")

    return call


def running(api: Api) -> httpx2.Response:
    """The deletion of what a worker holds."""
    id = api.submit().json()["id"]
    api.claim(id)
    return api.http.delete(f"/v1/extractions/{id}")


def draining(api: Api) -> httpx2.Response:
    """The question whether a stopping service is ready."""
    api.http.app.state.services.watcher.release()  # type: ignore[attr-defined]
    return api.http.get("/healthz/ready")


def lines(api: Api, body: bytes, **headers: str) -> httpx2.Response:
    """Post a batch as it is."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return api.http.post("/v1/batches", content=body, headers={"content-type": "application/jsonl", **named})


JOB, BATCH = f"/v1/extractions/ex_{MISSING}", f"/v1/batches/ba_{MISSING}"
KEY = {"Idempotency-Key": "k"}
CAUSES: dict[tuple[str, str], Callable[[Api], httpx2.Response]] = {
    ("POST /v1/extractions", "malformed-json"): lambda api: api.post(b"{"),
    ("POST /v1/extractions", "invalid-header"): lambda api: api.submit(headers={"Prefer": "wait="}),
    ("POST /v1/extractions", "body-too-large"): lambda api: api.post(b" " * 5000),
    ("POST /v1/extractions", "unsupported-media-type"): lambda api: api.post(b"{}", content_encoding="gzip"),
    ("POST /v1/extractions", "invalid-article"): lambda api: api.submit(""),
    ("POST /v1/extractions", "idempotency-conflict"): conflicting(lambda api, text: api.submit(text, headers=KEY)),
    ("POST /v1/extractions", "backlog-full"): broken(full, "POST", "/v1/extractions"),
    ("POST /v1/extractions", "store-unavailable"): broken(away, "POST", "/v1/extractions"),
    ("GET /v1/extractions/{id}", "invalid-header"): lambda api: api.http.get(JOB, headers={"Prefer": "wait="}),
    ("GET /v1/extractions/{id}", "unknown-extraction"): lambda api: api.http.get(JOB),
    ("GET /v1/extractions/{id}", "store-unavailable"): broken(away, "GET", JOB),
    ("DELETE /v1/extractions/{id}", "unknown-extraction"): lambda api: api.http.delete(JOB),
    ("DELETE /v1/extractions/{id}", "extraction-running"): running,
    ("DELETE /v1/extractions/{id}", "store-unavailable"): broken(away, "DELETE", JOB),
    ("POST /v1/batches", "invalid-header"): lambda api: lines(api, b"", idempotency_key="a b"),
    ("POST /v1/batches", "body-too-large"): lambda api: lines(api, b" " * 70_000),
    ("POST /v1/batches", "too-many-lines"): lambda api: lines(api, b"\n" * 101),
    ("POST /v1/batches", "unsupported-media-type"): lambda api: lines(api, b"", content_type="text/csv"),
    ("POST /v1/batches", "empty-batch"): lambda api: lines(api, b""),
    ("POST /v1/batches", "idempotency-conflict"): conflicting(
        lambda api, text: api.post_lines({"text": text}, headers=KEY)
    ),
    ("POST /v1/batches", "backlog-full"): broken(full, "POST", "/v1/batches"),
    ("POST /v1/batches", "store-unavailable"): broken(away, "POST", "/v1/batches"),
    ("GET /v1/batches/{id}", "unknown-batch"): lambda api: api.http.get(BATCH),
    ("GET /v1/batches/{id}", "store-unavailable"): broken(away, "GET", BATCH),
    ("GET /v1/batches/{id}/results", "unknown-batch"): lambda api: api.http.get(f"{BATCH}/results"),
    ("GET /v1/batches/{id}/results", "store-unavailable"): broken(away, "GET", f"{BATCH}/results"),
    ("GET /healthz/ready", "store-unavailable"): broken(away, "GET", "/healthz/ready"),
    ("GET /healthz/ready", "draining"): draining,
    ("GET /problems/{code}", "unknown-path"): lambda api: api.http.get("/problems/none"),
    ("default", "internal"): broken(faulty, "GET", JOB),
    ("default", "unknown-path"): lambda api: api.http.get("/v2/extractions"),
    ("default", "method-not-allowed"): lambda api: api.http.put(JOB),
}
SLOW = {("POST /v1/extractions", "request-timeout"), ("POST /v1/batches", "request-timeout")}
"""Caused in test_server.py, by a real connection."""


@pytest.mark.parametrize("cause", CAUSES, ids="-".join)
def test_every_documented_problem_can_be_met(api: Api, cause: tuple[str, str]) -> None:
    """The call answers with the problem that it is documented to answer with."""
    answer = CAUSES[cause](api)
    status, code = problem(answer)
    assert cause[1] == code and "s3cret" not in answer.text
    assert ProblemView.model_validate_json(answer.content).status == status
    assert 200 == api.http.get(answer.json()["type"]).status_code


def test_no_documented_problem_is_forgotten(document: Document) -> None:
    """The table above has a cause for every problem of every operation."""
    documented = {
        ("default" if status == "default" else name, code)
        for name, operation in operations(document)
        for status, answer in operation["responses"].items()
        for code in answer.get("content", {}).get("application/problem+json", {}).get("examples", {})
    }
    assert documented == CAUSES.keys() | SLOW


def test_the_kinds_of_problems_are_listed(api: Api) -> None:
    """A caller can read what there is, with statuses and what may be tried again."""
    listed = {kind["type"]: kind for kind in api.http.get("/problems").json()}
    assert len(listed) == len(KINDS) == len({kind.code for kind in KINDS})
    assert 429 == listed["/problems/backlog-full"]["status"] and listed["/problems/backlog-full"]["retryable"]
    assert "/problems/internal" in listed and SitrepError in KINDS


def test_the_document_can_be_written(document: Document) -> None:
    """The command writes the very document that the service answers with."""
    command = [sys.executable, "-m", "services.api.openapi"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert document == json.loads(answer.stdout)


def test_results_of_batches_are_documented(document: Document) -> None:
    """Each line of the documented example is a line of results."""
    path = document["paths"]["/v1/batches/{id}/results"]["get"]
    example = path["responses"]["200"]["content"]["application/x-ndjson"]["example"]
    assert [1, 2] == [BatchResultView.model_validate_json(line).line for line in example.splitlines()]

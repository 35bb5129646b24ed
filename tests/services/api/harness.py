"""The service over a store in memory, and a worker that is played by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from starlette.testclient import TestClient

from services.api.app import create_app
from services.api.examples import RESULT
from shared.articles import Article
from shared.events import Extraction
from shared.jobs.job import JobError
from shared.jobs.memory_store import AsyncMemoryJobStore, MemoryJobStore
from shared.jobs.operations import Claim, Claimed, Complete, Fail, Operation
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings

EXTRACTION = Extraction.model_validate(RESULT)
NEWS = "Rebels shelled the town of Kelmar."


class BreakableStore(AsyncMemoryJobStore):
    """A store in memory that fails as ``broken`` says."""

    broken: Callable[[Operation[Any]], None] = staticmethod(lambda _: None)

    async def run(self, operation: Operation[Any]) -> Any:
        """Carry out ``operation`` unless it fails."""
        self.broken(operation)
        return await super().run(operation)


@dataclass(frozen=True, slots=True)
class Api:
    """A running service, and both of its ends."""

    http: TestClient
    jobs: MemoryJobStore
    store: BreakableStore
    queue: MemoryQueue

    def submit(self, text: str = NEWS, headers: dict[str, str] | None = None, **fields: Any) -> httpx2.Response:
        """Post an article."""
        return self.http.post("/v1/extractions", json={"text": text, **fields}, headers=headers)

    def post(self, content: bytes | str, **headers: str) -> httpx2.Response:
        """Post bytes as they are."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post("/v1/extractions", content=content, headers={"content-type": "application/json", **named})

    def post_lines(self, *lines: Any, headers: dict[str, str] | None = None) -> httpx2.Response:
        """Post a batch; bytes are sent as they are, anything else as JSON."""
        body = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
        headers = {"content-type": "application/x-ndjson", **(headers or {})}
        return self.http.post("/v1/batches", content=body, headers=headers)

    def results(self, batch_id: str) -> list[dict[str, Any]]:
        """The lines of a batch's results."""
        return [json.loads(line) for line in self.http.get(f"/v1/batches/{batch_id}/results").text.splitlines()]

    def claim(self, job_id: str) -> Claimed:
        """Begin to work on a job, as a worker does."""
        claimed = self.jobs.run(Claim(id=job_id, token="t", lease_s=60, max_attempts=3, ttl_s=60))
        assert isinstance(claimed, Claimed)
        return claimed

    def finish(self, job_id: str, extraction: Extraction = EXTRACTION) -> Article:
        """Work on a job to its good end; the article that the worker got."""
        claimed = self.claim(job_id)
        assert self.jobs.run(Complete(id=job_id, token="t", result=extraction.model_dump_json().encode(), ttl_s=60))
        return Article.model_validate_json(claimed.article)

    def fail(self, job_id: str) -> None:
        """Work on a job to its bad end."""
        self.claim(job_id)
        error = JobError(code="deadline-exceeded", detail="It took too long.")
        assert self.jobs.run(Fail(id=job_id, token="t", error=error, max_attempts=3, ttl_s=60))


@contextmanager
def running_api(**settings: Any) -> Iterator[Api]:
    """The service for the length of the block."""
    jobs, queue = MemoryJobStore(), MemoryQueue()
    store = BreakableStore(jobs)
    app = create_app(Settings(**settings), store, queue)
    with TestClient(app, raise_server_exceptions=False) as http:
        yield Api(http, jobs, store, queue)


def eventually(holds: Callable[[], object], within_s: float = 2.0) -> bool:
    """Whether ``holds`` becomes true."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of a problem, which must be a proper one."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == answer.status_code and body["title"] and body["detail"]
    return answer.status_code, body["type"].removeprefix("/problems/")


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    """Pointers and codes of a refused article."""
    assert problem(answer) == (422, "invalid-article")
    return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]

"""The command line's way to a running service: few calls, every failure a sentence with an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx2
from pydantic import ValidationError

from services.cli.exits import CommandError, Exit
from shared.articles import Article
from shared.events import Extraction
from shared.jobs.job import Status

SILENCE_S = 15.0
"""How long the service may be silent beyond the time it was asked to wait."""
TURN_S = 20
"""One turn of a long poll."""
LOCAL = {"127.0.0.1", "::1", "localhost"}
EXITS = {404: Exit.NOT_FOUND, 429: Exit.UNREACHABLE, 503: Exit.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class RemoteJob:
    """A job as the service tells of it; ``body`` is its whole answer."""

    id: str
    status: Status
    attempts: int
    result: Extraction | None
    error: str | None
    body: dict[str, Any]


class ServiceClient:
    """The calls of one command."""

    def __init__(self, url: str, http: httpx2.Client) -> None:
        self._url = url.rstrip("/")
        self._http = http

    def submit(self, article: Article, *, wait_s: int = 0) -> RemoteJob:
        """Post an article; with ``wait_s`` the answer is the finished job if it is done in that time.

        Raises:
            CommandError: the service cannot be reached or does not take the article.
        """
        body = article.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"text": article.text}
        return self._job("POST", "/v1/extractions", wait_s, json=body)

    def get(self, id: str, *, wait_s: int = 0) -> RemoteJob:
        """The job ``id``, at once or when it is done within ``wait_s``.

        Raises:
            CommandError: there is no id, or the service cannot be reached or knows no such job.
        """
        if not id:
            raise CommandError("the id is empty; give what `sitrep submit` printed", Exit.USAGE)
        return self._job("GET", f"/v1/extractions/{quote(id, safe='')}", wait_s)

    def follow(self, job: RemoteJob) -> Iterator[RemoteJob]:
        """``job`` and then each change of its status, up to the end."""
        yield job
        while not job.status.is_terminal:
            latest = self.get(job.id, wait_s=TURN_S)
            if (latest.status, latest.attempts) != (job.status, job.attempts):
                yield latest
            job = latest

    def _job(self, method: str, path: str, wait_s: int, **content: Any) -> RemoteJob:
        headers = {"Prefer": f"wait={wait_s}"} if wait_s else {}
        answer = self._send(method, path, headers=headers, timeout=wait_s + SILENCE_S, **content)
        try:
            return _parse(answer.json())
        except (ValueError, KeyError, TypeError, ValidationError):
            raise CommandError(f"{self._url} answers, but not like Sitrep does", Exit.UNREACHABLE) from None

    def _send(self, method: str, path: str, **options: Any) -> httpx2.Response:
        try:
            answer = self._http.request(method, self._url + path, **options)
        except httpx2.HTTPError as error:
            raise CommandError(f"cannot reach the service at {self._url} ({error})", Exit.UNREACHABLE) from error
        if not answer.is_success:
            raise CommandError(_complaint(answer), EXITS.get(answer.status_code, Exit.FAILED))
        return answer


@contextmanager
def connected(url: str) -> Iterator[ServiceClient]:
    """A client for the service at ``url``; a proxy of the environment is not asked for this machine itself.

    Raises:
        CommandError: ``url`` is no address.
    """
    with httpx2.Client(trust_env=_host(url) not in LOCAL) as http:
        yield ServiceClient(url, http)


def _host(url: str) -> str:
    try:
        return httpx2.URL(url).host
    except httpx2.InvalidURL as error:
        raise CommandError(f"{url} is not an address of a service ({error})", Exit.USAGE) from error


def _parse(body: dict[str, Any]) -> RemoteJob:
    result, error = body.get("result"), body.get("error")
    return RemoteJob(
        id=body["id"],
        status=Status(body["status"]),
        attempts=body.get("attempts", 0),
        result=Extraction.model_validate(result) if result else None,
        error=error["detail"] if error else None,
        body=body,
    )


def _complaint(answer: httpx2.Response) -> str:
    """One sentence out of a problem document, or out of whatever else was answered."""
    try:
        problem = answer.json()
        places = "; ".join(f"{fault['pointer']}: {fault['detail']}" for fault in problem.get("errors", ()))
        sentence = f"{problem['title']}: {problem['detail']}" if problem.get("detail") else str(problem["title"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"the service answered {answer.status_code} {answer.reason_phrase}"
    return f"{sentence} ({places})" if places else sentence

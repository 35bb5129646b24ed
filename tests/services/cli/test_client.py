"""Tests of the client, against a server that answers what the test wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from services.cli.client import ServiceClient, connected
from services.cli.exits import CommandError, Exit
from shared.jobs.job import Status
from tests.services.cli.samples import ARTICLE, EXTRACTION

QUEUED = {"id": "ex_1", "status": "queued", "attempts": 0}
RUNNING = {"id": "ex_1", "status": "running", "attempts": 1}
DONE = {**RUNNING, "status": "succeeded", "result": EXTRACTION.model_dump(mode="json")}
FAILED = {**RUNNING, "status": "failed", "error": {"code": "worker-lost", "detail": "Every worker died."}}


class Script:
    """What the server answers, one (status, body) a request, and the requests that came."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.requests: list[tuple[str, str | None, Any]] = []


@pytest.fixture
def script() -> Script:
    """An empty script."""
    return Script()


@pytest.fixture
def client(script: Script) -> Iterator[ServiceClient]:
    """A client of a server that follows the script."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = json.loads(content) if content else None
            script.requests.append((f"{self.command} {self.path}", self.headers.get("Prefer"), said))
            status, body = script.answers.pop(0)
            raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_POST = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    with connected(f"http://127.0.0.1:{server.server_port}/") as it:
        yield it
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_article_is_posted_as_it_is(client: ServiceClient, script: Script) -> None:
    """The body has the text and what is known of the article, and nothing that is a default."""
    script.answers = [(202, QUEUED)]
    assert client.submit(ARTICLE).status is Status.QUEUED
    assert script.requests == [("POST /v1/extractions", None, {"text": ARTICLE.text, "published_at": "2021-03-06"})]


def test_a_job_is_followed_through_its_changes(client: ServiceClient, script: Script) -> None:
    """Each change is told once, a poll without news is not, and the end has the result."""
    script.answers = [(202, QUEUED), (200, QUEUED), (200, RUNNING), (200, DONE)]
    states = list(client.follow(client.submit(ARTICLE)))
    assert [state.status for state in states] == [Status.QUEUED, Status.RUNNING, Status.SUCCEEDED]
    assert states[-1].result == EXTRACTION
    assert script.requests[1:] == [("GET /v1/extractions/ex_1", "wait=20", None)] * 3


def test_a_failed_job_keeps_its_reason(client: ServiceClient, script: Script) -> None:
    """The reason is the sentence of the job's error."""
    script.answers = [(200, FAILED)]
    assert client.get("ex_1").error == "Every worker died."


def test_an_id_stays_one_part_of_the_path(client: ServiceClient, script: Script) -> None:
    """Whatever is given as an id asks for an extraction and nothing else."""
    script.answers = [(200, QUEUED)]
    client.get("../batches?a#b")
    assert "GET /v1/extractions/..%2Fbatches%3Fa%23b" == script.requests[0][0]


def test_an_empty_id_is_wrong_usage(client: ServiceClient) -> None:
    """Nothing is asked without an id."""
    with pytest.raises(CommandError, match="id is empty") as caught:
        client.get("")
    assert caught.value.code is Exit.USAGE


PROBLEM = {"title": "Not acceptable", "detail": "Two fields are wrong."}
ERRORS = [{"pointer": "/text", "code": "empty", "detail": "it is empty"}]
COMPLAINTS = {
    "a problem": (422, PROBLEM, Exit.FAILED, "Not acceptable: Two fields are wrong."),
    "a problem with places": (422, {**PROBLEM, "errors": ERRORS}, Exit.FAILED, "(/text: it is empty)"),
    "an unknown id": (404, {"title": "Unknown extraction"}, Exit.NOT_FOUND, "Unknown extraction"),
    "a full backlog": (429, {"title": "Backlog full"}, Exit.UNREACHABLE, "Backlog full"),
    "a store that is away": (503, {"title": "No store"}, Exit.UNREACHABLE, "No store"),
    "a page": (502, "<html>", Exit.FAILED, "the service answered 502 Bad Gateway"),
    "a list": (500, [1], Exit.FAILED, "the service answered 500"),
    "a redirect": (301, "", Exit.FAILED, "the service answered 301"),
    "another service": (200, {"hello": "world"}, Exit.UNREACHABLE, "not like Sitrep"),
    "a web page": (200, "<html>", Exit.UNREACHABLE, "not like Sitrep"),
    "a wrong result": (200, {**DONE, "result": {"x": 1}}, Exit.UNREACHABLE, "not like Sitrep"),
}


@pytest.mark.parametrize("case", COMPLAINTS)
def test_whatever_is_answered_is_a_sentence_and_an_exit_code(case: str, client: ServiceClient, script: Script) -> None:
    """Problems, foreign pages and foreign JSON all end in one sentence."""
    status, body, code, words = COMPLAINTS[case]
    script.answers = [(status, body)]
    with pytest.raises(CommandError) as caught:
        client.get("ex_1")
    assert caught.value.code is code
    assert words in str(caught.value)


def test_a_proxy_is_not_asked_for_this_machine(
    client: ServiceClient, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service on the loopback address is reached directly, whatever proxy the environment names."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    script.answers = [(200, QUEUED)]
    with connected(client._url) as direct:
        assert direct.get("ex_1").id == "ex_1"

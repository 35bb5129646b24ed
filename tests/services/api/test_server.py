"""Tests over real connections: bodies that lie, stall or never end, callers that leave, a server that stops."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2
import pytest

from services.api.app import create_app
from services.api.main import Server, build_server
from shared.errors import StoreUnavailable
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import GetBatch, Operation
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings
from tests.services.api.harness import NEWS, BreakableStore, eventually

PAUSE_S = 0.3


@dataclass(frozen=True, slots=True)
class Running:
    """A server on a port of this machine."""

    server: Server
    port: int
    store: BreakableStore
    waiting: dict[str, object]

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def connection(self, head: str, body: bytes = b"") -> Iterator[socket.socket]:
        """A connection on which the beginning of a request was sent; lines of ``head`` are split at ``|``."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as link:
            link.sendall("\r\n".join([*head.split("|"), "Host: x", "", ""]).encode() + body)
            yield link


@contextmanager
def running_server(**settings: object) -> Iterator[Running]:
    """A server for the length of the block."""
    store = BreakableStore(MemoryJobStore())
    values = Settings(body_pause_s=PAUSE_S, body_s=3 * PAUSE_S, max_body_bytes=4096, **settings)  # type: ignore[arg-type]
    app = create_app(values, store, MemoryQueue())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = build_server(app, values)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        assert eventually(lambda: server.started)
        yield Running(server, listener.getsockname()[1], store, app.state.services.watcher._waiting)
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def shared_server() -> Iterator[Running]:
    """A server that the tests share which do not break it."""
    with running_server() as server:
        yield server


def read_all(link: socket.socket) -> bytes:
    """Everything up to the end of the connection."""
    return b"".join(iter(lambda: link.recv(65536), b""))


def code_of(raw: bytes) -> tuple[int, str]:
    """Status and problem code of a raw answer."""
    head, _, body = raw.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head and b"connection: close" in head.lower()
    return int(head.split()[1]), json.loads(body)["type"].rpartition("/")[2]


JSON_HEAD = "POST /v1/extractions HTTP/1.1|Content-Type: application/json|"
LINES_HEAD = "POST /v1/batches HTTP/1.1|Content-Type: application/x-ndjson|"


@pytest.mark.parametrize("head", [JSON_HEAD, LINES_HEAD])
def test_a_body_that_stalls_is_given_up(shared_server: Running, head: str) -> None:
    """After the longest silence the answer is 408, and the connection ends."""
    start = time.monotonic()
    with shared_server.connection(head + "Content-Length: 100", b'{"text":') as link:
        assert (408, "request-timeout") == code_of(read_all(link))
    assert PAUSE_S * 0.9 < time.monotonic() - start < PAUSE_S + 1


def test_a_body_that_drips_is_given_up(shared_server: Running) -> None:
    """A byte now and then does not hold a connection for ever."""
    start = time.monotonic()
    with shared_server.connection(JSON_HEAD + "Content-Length: 100") as link:
        link.settimeout(PAUSE_S / 3)
        answer = b""
        while not answer and time.monotonic() - start < 10 * PAUSE_S:
            link.sendall(b" ")
            try:
                answer = link.recv(65536)
            except TimeoutError:
                continue
    assert (408, "request-timeout") == code_of(answer)
    assert time.monotonic() - start < 3 * PAUSE_S + 1


def test_a_large_announcement_is_refused_at_once(shared_server: Running) -> None:
    """Nothing of the body is waited for."""
    with shared_server.connection(JSON_HEAD + "Content-Length: 5000") as link:
        assert (413, "body-too-large") == code_of(read_all(link))


def test_a_body_without_an_announcement_is_counted(shared_server: Running) -> None:
    """A chunked body ends at the first byte too many."""
    chunk = b"400\r\n" + b" " * 1024 + b"\r\n"
    with shared_server.connection(JSON_HEAD + "Transfer-Encoding: chunked", chunk * 5) as link:
        assert (413, "body-too-large") == code_of(read_all(link))


def test_a_caller_that_breaks_off_leaves_nothing(shared_server: Running) -> None:
    """Half a body and a closed connection are no article and no failure."""
    before = len(shared_server.store.store.jobs)
    with shared_server.connection(JSON_HEAD + "Content-Length: 100", b'{"text":'):
        pass
    assert 200 == httpx2.get(f"{shared_server.url}/healthz/live").status_code
    assert before == len(shared_server.store.store.jobs)


def test_stalled_callers_do_not_hold_up_others(shared_server: Running) -> None:
    """While many bodies stall, others are served."""
    links = [shared_server.connection(JSON_HEAD + "Content-Length: 100") for _ in range(50)]
    for link in links:
        link.__enter__()
    start = time.monotonic()
    assert 202 == httpx2.post(f"{shared_server.url}/v1/extractions", json={"text": NEWS}).status_code
    assert time.monotonic() - start < 1
    for link in links:
        link.__exit__(None, None, None)


def test_a_connection_outlives_a_refusal(shared_server: Running) -> None:
    """A refused article does not cost the caller its connection."""
    with httpx2.Client(base_url=shared_server.url) as http:
        answers = [http.post("/v1/extractions", json={"text": text}) for text in ("", NEWS)]
    assert [422, 202] == [answer.status_code for answer in answers]
    assert "server" not in answers[1].headers


def test_a_caller_that_leaves_is_not_waited_for(shared_server: Running) -> None:
    """A long poll whose caller has gone asks the store no more."""
    id = httpx2.post(f"{shared_server.url}/v1/extractions", json={"text": NEWS}).json()["id"]
    with shared_server.connection(f"GET /v1/extractions/{id} HTTP/1.1|Prefer: wait=30"):
        assert eventually(lambda: id in shared_server.waiting)
    assert eventually(lambda: id not in shared_server.waiting)


def test_a_waiting_caller_who_sends_too_much_is_told(shared_server: Running) -> None:
    """A body that nobody asked for is a problem of its own, not an error of ours."""
    id = httpx2.post(f"{shared_server.url}/v1/extractions", json={"text": NEWS}).json()["id"]
    with shared_server.connection(f"GET /v1/extractions/{id} HTTP/1.1|Prefer: wait=30|Content-Length: 50000") as link:
        assert (413, "body-too-large") == code_of(read_all(link))


def test_a_waiting_caller_whose_body_stalls_is_told(shared_server: Running) -> None:
    """A body that nobody asked for may not stall either."""
    id = httpx2.post(f"{shared_server.url}/v1/extractions", json={"text": NEWS}).json()["id"]
    with shared_server.connection(f"GET /v1/extractions/{id} HTTP/1.1|Prefer: wait=30|Content-Length: 10") as link:
        assert (408, "request-timeout") == code_of(read_all(link))


def test_results_that_break_off_do_not_look_whole() -> None:
    """When the store goes away in the middle of results, the connection breaks instead of ending the list early."""

    def away(operation: Operation[object]) -> None:
        if isinstance(operation, GetBatch) and operation.start > 0:
            raise StoreUnavailable

    with running_server() as running, httpx2.Client(base_url=running.url) as http:
        lines = (json.dumps({"text": NEWS}) + "\n") * 100
        batch = http.post("/v1/batches", content=lines, headers={"content-type": "application/jsonl"}).json()
        running.store.broken = away
        with pytest.raises(httpx2.RemoteProtocolError):
            http.get(batch["links"]["results"])


def test_a_stop_answers_those_who_wait() -> None:
    """A server that stops answers long polls with what there is, and stops soon."""
    answers: list[httpx2.Response] = []
    with running_server() as running:
        id = httpx2.post(f"{running.url}/v1/extractions", json={"text": NEWS}).json()["id"]
        path = f"{running.url}/v1/extractions/{id}"
        poll = threading.Thread(target=lambda: answers.append(httpx2.get(path, headers={"Prefer": "wait=30"})))
        poll.start()
        assert eventually(lambda: id in running.waiting)
        start = time.monotonic()
    poll.join()
    assert time.monotonic() - start < 3
    assert ["queued"] == [answer.json()["status"] for answer in answers]

"""Ids over Celery: what lies in Redis, and what happens when Redis does not answer."""

from __future__ import annotations

import json
import socket
import time

import pytest
import redis

from shared.errors import StoreUnavailable
from shared.queue import celery_queue
from shared.queue.celery_queue import CeleryQueue, job_id_in
from shared.settings import Settings


def test_a_message_carries_the_id_alone(redis_url: str) -> None:
    """JSON only, and nothing in it but the id: no text of an article can leak into events or logs."""
    queue = CeleryQueue(Settings(redis_url=redis_url))
    queue.send(("ex_1",))
    with redis.Redis.from_url(redis_url) as client:
        message = json.loads(client.lindex(queue.key, 0))

    assert "application/json" == message["content-type"]
    assert "ex_1" == job_id_in(json.dumps(message).encode())
    assert "()" == message["headers"]["argsrepr"]
    queue.close()


@pytest.mark.parametrize(
    "message", [b"", b"null", b"[]", b"\xff", b'{"body":"!"}', b'{"body":"bnVsbA=="}', b'{"body":1}']
)
def test_a_foreign_message_has_no_id(message: bytes) -> None:
    """Whatever lies in the queue, looking at it raises nothing."""
    assert None is job_id_in(message)


def test_a_redis_that_is_away_is_an_error_at_once() -> None:
    """Nobody listens: sending and looking fail with our own error."""
    queue = CeleryQueue(Settings(redis_url="redis://127.0.0.1:1/0"))
    for call in (lambda: queue.send(("ex_1",)), queue.depth, queue.oldest):
        with pytest.raises(StoreUnavailable):
            call()


def test_a_redis_that_is_frozen_is_an_error_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody listens and never answers: sending gives up within a few times its budget."""
    monkeypatch.setattr(celery_queue, "BUDGET_S", 0.5)
    with socket.socket() as frozen:
        frozen.bind(("127.0.0.1", 0))
        frozen.listen()
        queue = CeleryQueue(Settings(redis_url=f"redis://127.0.0.1:{frozen.getsockname()[1]}/0"))
        started = time.monotonic()
        with pytest.raises(StoreUnavailable):
            queue.send(("ex_1",))

    assert time.monotonic() - started < 10

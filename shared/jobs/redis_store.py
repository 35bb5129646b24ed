"""Jobs in Redis: the operations run as scripts, blocking for workers and asynchronous for the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha1
from typing import Any, TypeVar, cast

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import ExponentialBackoff
from redis.exceptions import NoScriptError, RedisError
from redis.retry import Retry

from shared.errors import StoreUnavailable
from shared.jobs.operations import Operation
from shared.jobs.redis_steps import STEPS, Script

Answer = TypeVar("Answer")

TIMEOUTS: dict[str, Any] = {"socket_timeout": 5.0, "socket_connect_timeout": 2.0, "socket_keepalive": True}
"""A link that died without a word is noticed; without these a worker waits on it for ever."""
RETRIES = 2
"""Every script may run twice without harm, so a call whose answer was lost is simply made again."""


@cache
def digest(script: Script[Any]) -> str:
    """What EVALSHA calls the script."""
    return sha1(script.text.encode(), usedforsecurity=False).hexdigest()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what Redis raises into the project's own error."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnavailable from error


class RedisJobStore:
    """A blocking store. Connects when it is first used; safe to share between threads."""

    def __init__(self, url: str, prefix: str) -> None:
        self.prefix = prefix
        self.redis = redis.Redis.from_url(url, retry=Retry(ExponentialBackoff(0.5, 0.05), RETRIES), **TIMEOUTS)

    def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see JobStore.run."""
        script = STEPS[type(operation)]
        arguments = (1, self.prefix, *script.arguments(operation))
        with translated():
            try:
                reply = self.redis.evalsha(digest(script), *cast("Any", arguments))
            except NoScriptError:
                reply = self.redis.eval(script.text, *cast("Any", arguments))
        return cast("Answer", script.answer(operation, reply))

    def close(self) -> None:
        """Release the connections."""
        self.redis.close()


class AsyncRedisJobStore:
    """An asynchronous store. Connects when it is first used; belongs to the event loop that uses it."""

    def __init__(self, url: str, prefix: str, timeout_s: float = 5.0) -> None:
        self.prefix = prefix
        self.redis = redis.asyncio.Redis.from_url(
            url, retry=AsyncRetry(ExponentialBackoff(0.5, 0.05), RETRIES), **{**TIMEOUTS, "socket_timeout": timeout_s}
        )

    async def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see JobStore.run."""
        script = STEPS[type(operation)]
        arguments = (1, self.prefix, *script.arguments(operation))
        with translated():
            try:
                reply = await self.redis.evalsha(digest(script), *cast("Any", arguments))
            except NoScriptError:
                reply = await self.redis.eval(script.text, *cast("Any", arguments))
        return cast("Answer", script.answer(operation, reply))

    async def close(self) -> None:
        """Release the connections."""
        await self.redis.aclose()

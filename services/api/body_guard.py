"""BodyGuard: how many bytes a request may send, and how slowly; held while the body is read, not afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import BodyTooLarge, RequestTimeout


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a body may take: bytes, seconds of silence, and seconds of waiting for it in all."""

    max_bytes: int
    pause_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class BodyGuard:
    """Bounds the bodies of requests, by path where ``by_path`` names it."""

    app: ASGIApp
    default: Allowance
    by_path: Mapping[str, Allowance]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve ``scope``."""
        if scope["type"] == "http":
            allowance = self.by_path.get(scope["path"], self.default)
            receive = _Meter(allowance, Headers(scope=scope), receive)
        await self.app(scope, receive, send)


class _Meter:
    """The receiving end of one request; raises in whoever reads more, or longer, than is allowed."""

    def __init__(self, allowance: Allowance, headers: Headers, receive: Receive) -> None:
        self._allowance = allowance
        self._receive = receive
        self._announced = headers.get("content-length", "")
        self._bytes = 0
        self._waited_s = 0.0
        self._complete = False

    async def __call__(self) -> Message:
        """The next message.

        Raises:
            BodyTooLarge: at the first byte too many, or at once when the caller announces too many.
            RequestTimeout: the body does not come on.
        """
        if self._complete:
            return await self._receive()
        if self._announced.isdecimal() and len(self._announced) < 20:  # a longer number is refused by the server
            self._require(int(self._announced))
        message = await self._next()
        self._bytes += len(message.get("body", b""))
        self._require(self._bytes)
        self._complete = not message.get("more_body", False)
        return message

    async def _next(self) -> Message:
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(min(self._allowance.pause_s, self._allowance.total_s - self._waited_s)):
                return await self._receive()
        except TimeoutError:
            raise RequestTimeout from None
        finally:
            self._waited_s += loop.time() - start

    def _require(self, size: int) -> None:
        if size > self._allowance.max_bytes:
            raise BodyTooLarge(f"The body holds more than {self._allowance.max_bytes} bytes; send less at once.")

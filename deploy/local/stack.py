"""The service on one machine: Redis, then the worker and the API, all waited for; stopped in the opposite order."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from deploy.local.errors import LaunchError
from deploy.local.interruption import Interruption
from deploy.local.plan import Plan
from deploy.local.ports import LOOPBACK, require_free
from deploy.local.processes import Child, Guard, child, guarded
from deploy.local.redis_server import running_redis

START_S = 60.0
API_GRACE_S = 10.0
WORKER_GRACE_S = 30.0

Report = Callable[[str], None]
"""Says one line of progress."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Starts the service's own programs: where their logs go, what their environment adds, who watches them."""

    logs: Path
    env: Mapping[str, str]
    guard: Guard

    def worker(self, processes: int) -> AbstractContextManager[Child]:
        """A worker with so many processes."""
        command = [sys.executable, "-m", "workers", "--concurrency", str(processes)]
        return self._run("Worker", command, {}, WORKER_GRACE_S)

    def api(self, port: int) -> AbstractContextManager[Child]:
        """The API on a port of the loopback address."""
        command = [sys.executable, "-m", "services.api.main"]
        return self._run("API", command, {"SITREP_HOST": LOOPBACK, "SITREP_PORT": str(port)}, API_GRACE_S)

    def _run(
        self, name: str, command: list[str], env: Mapping[str, str], grace_s: float
    ) -> AbstractContextManager[Child]:
        log = self.logs / f"{name.lower()}.log"
        return child(name, command, log=log, env={**self.env, **env}, guard=self.guard, grace_s=grace_s)


@dataclass(frozen=True, slots=True)
class Stack:
    """The running service."""

    url: str
    children: tuple[Child, ...]

    def require_alive(self) -> None:
        """Check that nothing has ended.

        Raises:
            LaunchError: a program ended by itself.
        """
        for process in self.children:
            if process.has_ended:
                raise LaunchError(process.obituary)


@contextmanager
def running_stack(plan: Plan, interruption: Interruption, report: Report) -> Iterator[Stack]:
    """The service for the length of the block, ready for articles from its beginning.

    Raises:
        LaunchError: the port is taken, or a program does not start.
        Interrupted: somebody asked to stop before it was ready.
    """
    require_free(plan.port)
    data, logs = plan.state / "redis", plan.state / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        guard = running.enter_context(guarded())
        redis = running.enter_context(
            running_redis(data=data, log=logs / "redis.log", guard=guard, pause=interruption.pause)
        )
        report(f"Redis is ready; its data lies in {os.path.relpath(data)}")
        programs = Programs(logs, {"SITREP_REDIS_URL": redis.url}, guard)
        worker = running.enter_context(programs.worker(plan.workers))
        api = running.enter_context(programs.api(plan.port))
        stack = Stack(f"http://{LOOPBACK}:{plan.port}", (redis.process, worker, api))
        await_ready(stack.url, stack.require_alive, interruption.pause)
        report(f"The API is ready; {plan.workers} worker process{'es' if plan.workers > 1 else ''} load the model")
        yield stack


def await_ready(url: str, require_alive: Callable[[], None], pause: Callable[[float], None] = time.sleep) -> None:
    """Wait until the API takes articles.

    Raises:
        LaunchError: ``require_alive`` raised it, or the time is over.
    """
    deadline = time.monotonic() + START_S
    with httpx2.Client(trust_env=False, timeout=2.0) as http:
        while not is_ready(http, url):
            require_alive()
            if time.monotonic() > deadline:
                raise LaunchError(f"The service was not ready within {START_S:.0f} s; its logs may say why.")
            pause(0.05)


def is_ready(http: httpx2.Client, url: str) -> bool:
    """Whether the API says that it takes articles."""
    try:
        return http.get(f"{url}/healthz/ready").is_success
    except httpx2.TransportError:
        return False

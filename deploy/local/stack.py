"""The service on one machine: Redis, then the worker and the API, all waited for; stopped in the opposite order."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx2

from deploy.local.errors import LaunchError
from deploy.local.interruption import Interruption
from deploy.local.plan import Plan
from deploy.local.ports import LOOPBACK, require_free
from deploy.local.processes import Child, child, guarded
from deploy.local.redis_server import running_redis

START_S = 120.0
API_GRACE_S = 10.0
WORKER_GRACE_S = 30.0

Report = Callable[[str], None]
"""Says one line of progress."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The running service."""

    url: str
    redis_url: str
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
    logs = plan.state / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        guard = running.enter_context(guarded())
        redis = running.enter_context(
            running_redis(data=plan.state / "redis", log=logs / "redis.log", guard=guard, pause=interruption.pause)
        )
        report(f"Redis is ready, with its data in {os.path.relpath(plan.state / 'redis')}")
        env = {"SITREP_REDIS_URL": redis.url, "SITREP_BROKER_URL": redis.url}

        def start(name: str, command: list[str], grace_s: float) -> Child:
            log = logs / f"{name.lower()}.log"
            return running.enter_context(child(name, command, log=log, env=env, guard=guard, grace_s=grace_s))

        worker = start("Worker", worker_command(plan.workers), WORKER_GRACE_S)
        api = start("API", api_command(plan.port), API_GRACE_S)
        stack = Stack(f"http://{LOOPBACK}:{plan.port}", redis.url, (redis.process, worker, api))
        await_ready(stack, plan.workers, interruption, report)
        yield stack


def worker_command(processes: int) -> list[str]:
    """The command line of the worker."""
    return [sys.executable, "-m", "workers", "--concurrency", str(processes)]


def api_command(port: int) -> list[str]:
    """The command line of the API."""
    uvicorn = [sys.executable, "-m", "uvicorn", "--factory", "services.api.main:create_app"]
    return [*uvicorn, "--host", LOOPBACK, "--port", str(port), "--timeout-graceful-shutdown", "5", "--no-access-log"]


def await_ready(stack: Stack, workers: int, interruption: Interruption, report: Report) -> None:
    """Wait until the API and all worker processes say that they are ready."""
    deadline = time.monotonic() + START_S
    api_said = ready = -1
    with httpx2.Client(base_url=stack.url, trust_env=False, timeout=2.0) as http:
        while ready < workers:
            stack.require_alive()
            if time.monotonic() > deadline:
                raise LaunchError(f"The service was not ready within {START_S:.0f} s; its logs may say why.")
            interruption.pause(0.05)


"""TODO"""

"""A whole service for tests: real Redis, API and workers on free ports; each can be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import httpx2

from deploy.local.errors import LaunchError
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.processes import Child, Guard, guarded
from deploy.local.redis_server import RedisServer, running_redis
from deploy.local.stack import Programs, await_ready

WORKERS = 2
IN_ORDER = ("redis", "worker", "api")


class ServiceStack:
    """A service whose parts ("redis", "worker", "api") keep their ports and data over kills and starts."""

    def __init__(self, folder: Path, guard: Guard, env: Mapping[str, str], workers: int) -> None:
        self.port, self.redis_port = free_port(), free_port()
        self.url, self.redis_url = f"http://{LOOPBACK}:{self.port}", f"redis://{LOOPBACK}:{self.redis_port}/0"
        self.logs = folder
        programs = Programs(folder, {"SITREP_REDIS_URL": self.redis_url, **env}, guard)
        self._starters: dict[str, Callable[[], AbstractContextManager[Child | RedisServer]]] = {
            "redis": lambda: running_redis(
                data=folder / "redis", log=folder / "redis.log", guard=guard, port=self.redis_port
            ),
            "worker": lambda: programs.worker(workers),
            "api": lambda: programs.api(self.port),
        }
        self._children: dict[str, Child] = {}
        self._blocks: dict[str, ExitStack] = {}

    def __getitem__(self, name: str) -> Child:
        """The running part."""
        return self._children[name]

    def start(self, name: str) -> None:
        """Start a part that is not running; the API is waited for when Redis runs."""
        self._blocks[name] = block = ExitStack()
        started = block.enter_context(self._starters[name]())
        self._children[name] = started.process if isinstance(started, RedisServer) else started
        if name == "api" and "redis" in self._children:
            await_ready(self.url, self.require_alive)

    def stop(self, name: str) -> int:
        """Ask a part to stop and wait for it; its exit code."""
        child = self._children.pop(name)
        self._blocks.pop(name).close()
        return child.process.returncode

    def kill(self, name: str) -> None:
        """End a part with SIGKILL, all of its processes at once."""
        os.killpg(self._children[name].process.pid, signal.SIGKILL)
        self.stop(name)

    def celery_process(self) -> int:
        """The id of the Celery worker that the supervisor started."""
        return children_of(self._children["worker"].process.pid)[0]

    def pool_processes(self) -> list[int]:
        """Ids of the processes that read articles."""
        return children_of(self.celery_process())

    def hold(self, name: str) -> None:
        """Freeze a part: it keeps its connections and says nothing, like a host that hangs."""
        os.killpg(self._children[name].process.pid, signal.SIGSTOP)

    def release(self, name: str) -> None:
        """Let a frozen part go on."""
        os.killpg(self._children[name].process.pid, signal.SIGCONT)

    def require_alive(self) -> None:
        """Check that no part has ended by itself.

        Raises:
            LaunchError: one has.
        """
        for child in self._children.values():
            if child.has_ended:
                raise LaunchError(child.obituary)

    def close(self) -> None:
        """Stop what runs, the API first."""
        for name in reversed(IN_ORDER):
            if name in self._children:
                self.stop(name)

    def client(self) -> httpx2.Client:
        """A client whose paths are relative to the service, patient enough for a long poll."""
        return httpx2.Client(base_url=self.url, trust_env=False, timeout=90.0)


def children_of(parent: int) -> list[int]:
    """Ids of the processes that ``parent`` started, the oldest first."""
    listing = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    return sorted(pid for pid, found in pairs if found == parent)


@contextmanager
def service_stack(folder: Path, *, workers: int = WORKERS, **env: str) -> Iterator[ServiceStack]:
    """A running service with its data and logs in ``folder`` and additional SITREP_* variables."""
    with guarded() as guard:
        stack = ServiceStack(folder, guard, env, workers)
        try:
            for name in IN_ORDER:
                stack.start(name)
            yield stack
        finally:
            stack.close()

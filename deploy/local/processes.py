"""Child processes of the launcher: each leads its own group, writes to its own log and is known to the guard."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, in which every child runs."""

ENDINGS = {-signal.SIGKILL: "was killed", -signal.SIGTERM: "was stopped", -signal.SIGSEGV: "crashed"}


@dataclass(frozen=True, slots=True)
class Child:
    """A program that runs for us."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        """Whether the program is no longer there."""
        return self.process.poll() is not None

    @property
    def obituary(self) -> str:
        """One sentence on how the program ended, with the last line of its log."""
        code = self.process.returncode
        how = ENDINGS.get(code, f"ended with exit code {code}")
        return f"{self.name} {how}: {last_line(self.log) or 'it left no message'} (log: {self.log})"


class Guard:
    """The handle on the guard process; see guard.py."""

    def __init__(self, pipe: RawIOBase) -> None:
        self._pipe = pipe

    def watch(self, group: int) -> None:
        """Have ``group`` ended should the launcher die."""
        self._say(f"+{group}\n")

    def forget(self, group: int) -> None:
        """``group`` has ended."""
        self._say(f"-{group}\n")

    def _say(self, line: str) -> None:
        with suppress(BrokenPipeError):
            self._pipe.write(line.encode("ascii"))


@contextmanager
def guarded() -> Iterator[Guard]:
    """A running guard, which goes away with the block."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(writing, "wb", buffering=0) as writer:
        command = [sys.executable, "-m", "deploy.local.guard"]
        process = subprocess.Popen(command, cwd=ROOT, stdin=reader, start_new_session=True)
        try:
            yield Guard(writer)
        finally:
            writer.close()
            process.wait()


@contextmanager
def child(
    name: str, command: Sequence[str], *, log: Path, env: Mapping[str, str], guard: Guard, grace_s: float
) -> Iterator[Child]:
    """Run ``command`` for the length of the block, then ask it to stop and end it after ``grace_s`` seconds."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    guard.watch(process.pid)
    try:
        yield Child(name, process, log)
    finally:
        stop(process, grace_s)
        guard.forget(process.pid)


def stop(process: subprocess.Popen[bytes], grace_s: float) -> None:
    """Ask the leader to stop, wait, and end whatever is left of its group."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(grace_s)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_line(log: Path) -> str:
    """The last line of a log that says something; empty when there is none."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4096))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")

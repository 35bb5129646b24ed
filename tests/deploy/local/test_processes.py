"""Tests of child processes and of the guard, with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.guard import left_running
from deploy.local.processes import ROOT, child, guarded, last_line

PARENT_WITH_CHILD = """
import sys
from contextlib import ExitStack
from pathlib import Path
from deploy.local.processes import child, guarded
sleeper = ["/bin/sh", "-c", "sleep 60 & sleep 60"]
with guarded() as guard, child("Sleeper", sleeper, log=Path(sys.argv[1]), env={}, guard=guard, grace_s=5) as it:
    print(it.process.pid, flush=True)
    it.process.wait()
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def group_is_alive(group: int) -> bool:
    """Whether any process of the group runs (a zombie that nobody collects counts as ended)."""
    found = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(int(pgid) == group and not state.startswith("Z") for pgid, state in map(str.split, found.splitlines()))


def eventually(what: Callable[[], bool], within_s: float = 15.0) -> bool:
    """Whether ``what`` holds before the time is over."""
    deadline = time.monotonic() + within_s
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return what()


def test_a_child_is_stopped_at_the_end_of_its_block(tmp_path: Path) -> None:
    """Nothing of a child's group runs after its block."""
    command = ["/bin/sh", "-c", "sleep 60 & sleep 60"]
    with guarded() as guard, child("Sh", command, log=tmp_path / "log", env={}, guard=guard, grace_s=5) as sleeper:
        assert group_is_alive(sleeper.process.pid)
    assert eventually(lambda: not group_is_alive(sleeper.process.pid))


def test_a_child_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    """A child that does not stop in its grace time is ended."""
    command = [sys.executable, "-c", STUBBORN]
    with guarded() as guard, child("S", command, log=tmp_path / "log", env={}, guard=guard, grace_s=0.2) as stubborn:
        assert eventually(lambda: last_line(tmp_path / "log") == "up")
    assert stubborn.process.returncode == -signal.SIGKILL


def test_children_end_when_their_launcher_is_killed(tmp_path: Path) -> None:
    """SIGKILL of the launcher leaves neither the child nor what the child started."""
    command = [sys.executable, "-c", PARENT_WITH_CHILD, str(tmp_path / "log")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as launcher:
        assert launcher.stdout is not None
        group = int(launcher.stdout.readline())
        assert group_is_alive(group)
        launcher.kill()
    assert eventually(lambda: not group_is_alive(group))


def test_an_obituary_says_how_it_ended_and_its_last_words(tmp_path: Path) -> None:
    """A child that ended by itself is described in one line with the last line of its log."""
    command = ["/bin/sh", "-c", "echo first; echo the disk is full; echo; exit 3"]
    with guarded() as guard, child("Redis", command, log=tmp_path / "log", env={}, guard=guard, grace_s=5) as redis:
        redis.process.wait()
        assert redis.has_ended
        assert redis.obituary == f"Redis ended with exit code 3: the disk is full (log: {tmp_path / 'log'})"


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([], []),
        (["+1\n", "+2\n"], [2, 1]),
        (["+1\n", "+2\n", "-2\n"], [1]),
        (["+1\n", "-1\n", "+3\n"], [3]),
    ],
)
def test_the_guard_knows_what_was_left_running(lines: list[str], left: list[int]) -> None:
    """What was started and not stopped is left, the latest first."""
    assert left_running(lines) == left


def test_children_get_the_environment_and_the_checkout(tmp_path: Path) -> None:
    """A child runs in the checkout, with our variables over those of the shell."""
    log = tmp_path / "log"
    command = ["/bin/sh", "-c", 'echo "$PWD $GREETING $HOME"']
    with guarded() as guard, child("Sh", command, log=log, env={"GREETING": "hi"}, guard=guard, grace_s=5) as it:
        it.process.wait()
    assert last_line(log) == f"{ROOT} hi {os.environ.get('HOME', '')}".strip()

"""Tests of the launcher's lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.errors import LaunchError
from deploy.local.lock import held
from deploy.local.processes import ROOT

HOLDER = """
import pathlib, sys, time
from deploy.local.lock import held
with held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_refused_with_the_id_of_the_first(tmp_path: Path) -> None:
    """While the lock is held, another attempt fails and names the holder's process."""
    with held(tmp_path / "lock"), pytest.raises(LaunchError, match=str(os.getpid())), held(tmp_path / "lock"):
        pass


def test_the_lock_can_be_taken_again_after_it_was_let_go(tmp_path: Path) -> None:
    """A lock that was released is free."""
    for _ in range(2):
        with held(tmp_path / "lock"):
            assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    """A lock whose holder was killed does not need to be cleared by hand."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "lock")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LaunchError, match=str(holder.pid)), held(tmp_path / "lock"):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with held(tmp_path / "lock"):
        pass

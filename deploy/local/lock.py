"""One launcher a checkout: a lock file that the kernel frees when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import LaunchError


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock at ``path``; the file names the holder's process id.

    Raises:
        LaunchError: another living process holds it.
    """
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchError(_held_by(path)) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _held_by(path: Path) -> str:
    holder = path.read_text("ascii").strip() or "unknown"
    return f"Sitrep already runs here (process {holder}); stop it with Ctrl-C in its terminal, or use it as it is."

"""The guard: a process that ends the others when the launcher dies without having stopped them.

It reads lines from its standard input, ``+ID`` for a process group that was started and ``-ID`` for one that was
stopped. The launcher alone holds the other end of that pipe, so its end, even by SIGKILL, is the end of the input. It
works wherever pipes do, unlike a death signal of the kernel's, and reaches whole groups.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

GRACE_S = 10.0


def left_running(lines: Iterable[str]) -> list[int]:
    """Ids of the groups that were started and never stopped, the latest first."""
    groups: dict[int, None] = {}
    for line in lines:
        group = int(line[1:])
        if line.startswith("+"):
            groups[group] = None
        else:
            groups.pop(group, None)
    return list(reversed(groups))


def end_group(group: int, grace_s: float) -> None:
    """Ask the leader of ``group`` to stop, then end whatever of the group is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(group, signal.SIGTERM)
        deadline = time.monotonic() + grace_s
        while time.monotonic() < deadline:
            os.kill(group, 0)
            time.sleep(0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def main() -> None:
    """Wait for the launcher's end, then clear up."""
    for group in left_running(sys.stdin):
        end_group(group, GRACE_S)


if __name__ == "__main__":
    main()

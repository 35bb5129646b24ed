"""Growth: whether a function's time grows no faster than its input."""

from __future__ import annotations

import time
from collections.abc import Callable

NEGLIGIBLE_S = 0.02
"""Below this the clock says more of the machine than of the code."""


def best_time(run: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def growth(run: Callable[[str], object], make: Callable[[int], str], size: int) -> float:
    """How much longer four times the input takes, as a multiple of four: about 1 when linear, 4 when quadratic."""
    small, large = make(size), make(4 * size)
    slow = best_time(lambda: run(large))
    return 0.0 if slow < NEGLIGIBLE_S else slow / max(best_time(lambda: run(small)), NEGLIGIBLE_S / 4) / 4

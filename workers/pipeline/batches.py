"""Stage 4: windows gathered into batches of like length under a budget of padded tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workers.backends.backend import WindowScores
from workers.pipeline.records import Window


def plan_batches(windows: Sequence[Window], budget: int) -> tuple[tuple[int, ...], ...]:
    """Indices of the windows of each batch, short windows first.

    Longest window times number of windows stays within ``budget`` tokens; a window longer than that goes alone.
    """
    batches: list[list[int]] = []
    for index in sorted(range(len(windows)), key=lambda index: len(windows[index].ids)):
        if batches and len(windows[index].ids) * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
    return tuple(map(tuple, batches))


def score_windows(
    windows: Sequence[Window], budget: int, score: Callable[[list[tuple[int, ...]]], list[WindowScores]]
) -> tuple[WindowScores, ...]:
    """The scores of ``windows``, in their order, whatever the batches they were computed in."""
    found: dict[int, WindowScores] = {}
    for batch in plan_batches(windows, budget):
        found |= zip(batch, score([windows[index].ids for index in batch]), strict=True)
    return tuple(found[index] for index in range(len(windows)))

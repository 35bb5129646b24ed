"""BIO: the best legal sequence of tags, and the runs that it marks; columns are those of labels.py. Not a stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workers.model.labels import OUTSIDE


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The likeliest tags of N sequences at once (Viterbi): log-probabilities [N, W, 1 + 2K] to columns [N, W].

    A tag I follows only B or I of its name; every other step is free, so a step costs 1 + 2K, not its square.
    """
    count, length, width = scores.shape
    tags = np.zeros((count, length), dtype=np.int64)
    if not count or not length:
        return tags
    total = scores[:, 0].copy()
    total[:, 2::2] = -np.inf
    back = np.zeros((length, count, width), dtype=np.int64)
    for step in range(1, length):
        best = total.argmax(axis=1)
        back[step] = best[:, None]
        before = np.repeat(total.max(axis=1)[:, None], width, axis=1)
        begun, inside = total[:, 1::2], total[:, 2::2]
        before[:, 2::2] = np.maximum(begun, inside)
        back[step, :, 2::2] = np.where(begun > inside, np.arange(1, width, 2), np.arange(2, width, 2))
        total = before + scores[:, step]
    tags[:, -1] = total.argmax(axis=1)
    for step in range(length - 1, 0, -1):
        tags[:, step - 1] = back[step, np.arange(count), tags[:, step]]
    return tags


def runs(tags: Sequence[int]) -> Iterator[tuple[int, range]]:
    """(name index, positions) of every run in a legal sequence of tags."""
    start = 0
    for position, tag in enumerate([*tags, OUTSIDE]):
        continues = tag != OUTSIDE and tag % 2 == 0
        if not continues and position > start and tags[start] != OUTSIDE:
            yield (int(tags[start]) - 1) // 2, range(start, position)
        if not continues:
            start = position

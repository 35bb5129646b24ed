"""FakeBackend: scores out of token ids alone, for tests of everything around the model.

A setting (``SITREP_BACKEND=fake``), not a mock: the whole service runs on it without weights. Its events are
meaningless, the same for the same text, and plenty.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.backends.backend import WindowScores
from workers.model.labels import OUTSIDE, Labels, tag

TRIGGER_EVERY = 9
"""One token id in so many begins a trigger."""
ARGUMENT_EVERY = 4
ARGUMENT_REACH = 6
"""Arguments lie within so many tokens of their trigger."""


class FakeBackend:
    """Context-free: what it says of a token depends on the token and its distance to the trigger only."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def score(self, batch: Sequence[Sequence[int]]) -> list[WindowScores]:
        """Score the windows of ``batch``; see Backend.score."""
        return [self._score(np.asarray(window, dtype=np.int64)) for window in batch]

    def _score(self, ids: NDArray[np.int64]) -> WindowScores:
        labels = self._labels
        begins = (ids % TRIGGER_EVERY == 0) & (np.arange(len(ids)) > 0) & (np.arange(len(ids)) < len(ids) - 1)
        trigger = np.where(begins, tag(0, "B") + 2 * (ids % len(labels.types)), OUTSIDE)
        candidates = begins.nonzero()[0]
        return WindowScores(
            trigger=one_hot(trigger, labels.trigger_tags),
            mode=one_hot(ids % labels.mode_columns, labels.mode_columns),
            modality=one_hot(ids % len(labels.modalities), len(labels.modalities)),
            candidates=candidates,
            roles=np.stack([self._roles(ids, int(position)) for position in candidates])
            if len(candidates)
            else np.zeros((0, len(ids), labels.role_tags), np.float32),
        )

    def _roles(self, ids: NDArray[np.int64], position: int) -> NDArray[np.float32]:
        steps = np.abs(np.arange(len(ids)) - position)
        near = (ids % ARGUMENT_EVERY == 1) & (steps > 0) & (steps <= ARGUMENT_REACH)
        return one_hot(
            np.where(near, tag(0, "B") + 2 * (ids % len(self._labels.roles)), OUTSIDE), self._labels.role_tags
        )


def one_hot(columns: NDArray[np.int64], width: int) -> NDArray[np.float32]:
    """Log-probabilities [T, width]: 0.9 on the given column, the rest spread over the others."""
    scores = np.full((len(columns), width), np.log(0.1 / max(1, width - 1)), dtype=np.float32)
    scores[np.arange(len(columns)), columns] = np.log(0.9)
    return scores

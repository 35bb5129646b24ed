"""The contract of an engine: token ids in, scores out. Anything that fills it can run the extractor.

Scores never depend on the other windows of a batch, nor on its padding, beyond 1e-4; the contract suite
in tests/contracts holds every backend to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class WindowScores:
    """Log-probabilities of one window of ``T`` tokens, special tokens included and padding removed.

    ``trigger`` is [T, 1 + 2 * types] over O, B-type, I-type; ``mode`` [T, 1 + modes] over none and the modes;
    ``modality`` [T, modalities]. ``candidates`` [N] are the token positions that may begin a trigger, ascending, and
    ``roles`` [N, T, 1 + 2 * roles] the argument tags of every token seen from each candidate.
    """

    trigger: NDArray[np.float32]
    mode: NDArray[np.float32]
    modality: NDArray[np.float32]
    candidates: NDArray[np.int64]
    roles: NDArray[np.float32]


class Backend(Protocol):
    """An engine that holds one model."""

    def score(self, batch: Sequence[Sequence[int]]) -> list[WindowScores]:
        """Score the windows of ``batch`` (token ids, special tokens included), in the same order.

        The caller bounds the batch by padded tokens; the engine pads.
        """
        ...

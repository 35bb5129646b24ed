"""Stage 3: encodings cut into windows that fit the model, and the scores of windows put together again.

A sentence that fits is one window. A longer one is cut into windows that overlap by half; every token is then judged
in the window that shows most of what surrounds it, so no cut is visible in the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workers.backends.backend import WindowScores
from workers.pipeline.records import Candidate, Encoding, SentenceScores, Window

SPECIAL_TOKENS = 2
"""[CLS] before and [SEP] after the tokens of a window."""


@dataclass(frozen=True, slots=True)
class SpecialIds:
    """Ids of the special tokens around a window."""

    first: int
    last: int


def window_starts(tokens: int, room: int) -> range | tuple[int, ...]:
    """First tokens of the windows of ``room`` tokens that cover ``tokens``, each half a window after the last."""
    if tokens <= room:
        return (0,)
    stride = max(1, room // 2)
    return range(0, tokens - room + stride, stride)


def cut_windows(encodings: Sequence[Encoding], max_tokens: int, special: SpecialIds) -> tuple[Window, ...]:
    """Windows of at most ``max_tokens`` tokens, special ones included, in reading order; none for an empty encoding."""
    room = max_tokens - SPECIAL_TOKENS
    return tuple(
        Window(index, start, (special.first, *encoding.ids[start : start + room], special.last))
        for index, encoding in enumerate(encodings)
        if encoding.ids
        for start in window_starts(len(encoding.ids), room)
    )


def owned(windows: Sequence[Window]) -> list[range]:
    """For the windows of one encoding, in order: the tokens of the encoding that each of them judges."""
    ends = [window.start + len(window.ids) - SPECIAL_TOKENS for window in windows]
    borders = [0, *((after.start + end) // 2 for end, after in zip(ends, windows[1:], strict=False)), ends[-1]]
    return [range(start, end) for start, end in pairwise(borders)]


def join_windows(windows: Sequence[Window], scores: Sequence[WindowScores]) -> SentenceScores:
    """The scores of one encoding from those of its windows (in order, at least one)."""
    parts = [
        (score, window, slice(own.start - window.start + 1, own.stop - window.start + 1))
        for score, window, own in zip(scores, windows, owned(windows), strict=True)
    ]
    return SentenceScores(
        trigger=np.concatenate([score.trigger[own] for score, _, own in parts]),
        mode=np.concatenate([score.mode[own] for score, _, own in parts]),
        modality=np.concatenate([score.modality[own] for score, _, own in parts]),
        candidates=tuple(
            Candidate(window.start + int(position) - 1, window.start, roles[1:-1])
            for score, window, own in parts
            for position, roles in zip(score.candidates, score.roles, strict=True)
            if own.start <= position < own.stop
        ),
    )

"""The values that travel between the stages of the pipeline. All spans are in code points of the article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shared.spans import Span


@dataclass(frozen=True, slots=True)
class Encoding:
    """One sentence as tokens: ``ids[i]`` covers ``spans[i]``; no special tokens. ``words[i]`` is the index of the
    word that token i belongs to, rising from 0.
    """

    sentence: int
    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``[start, start + len(ids) - 2)`` of an encoding with the special tokens around them."""

    encoding: int
    start: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may begin a trigger, and the log-probabilities [T, role_tags] of the tokens from ``start`` on."""

    position: int
    start: int
    roles: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The scores of one encoding of T tokens: trigger [T, tags], mode [T, modes], modality [T, 4], candidates."""

    trigger: NDArray[np.float32]
    mode: NDArray[np.float32]
    modality: NDArray[np.float32]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ScoredArgument:
    """A participant found by the model."""

    role: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class ScoredEvent:
    """An event found by the model, before anything is derived from it."""

    type: str
    mode: str | None
    modality: str
    trigger: Span
    sentence: int
    confidence: float
    arguments: tuple[ScoredArgument, ...]

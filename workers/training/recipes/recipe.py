"""Recipe: every choice of a training, so that the same recipe and data give the same model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workers.training.loop import Schedule
from workers.training.loss import LossWeights


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Teachers learn from annotation, the student from what they believe on average and from the annotation."""

    name: str
    teacher_encoder: str
    student_encoder: str
    teacher: Schedule
    distillation: Schedule
    student: Schedule
    teacher_seeds: Sequence[int]
    """One teacher a seed."""
    weights: LossWeights
    unlabelled: Mapping[str, int]
    """How many sentences of each source without annotation the teacher labels (see corpora.sources)."""
    max_tokens: int = 256

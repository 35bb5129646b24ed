"""A recipe for tests: the same stages with the small encoder as its own teacher, on a handful of sentences."""

from __future__ import annotations

from workers.training.loop import Schedule
from workers.training.loss import LossWeights
from workers.training.recipes.recipe import Recipe

QUICK = Recipe(
    name="quick",
    teacher_encoder="minilm",
    student_encoder="minilm",
    teacher=Schedule(epochs=2),
    distillation=Schedule(epochs=1),
    student=Schedule(epochs=1),
    teacher_seeds=(1, 2),
    weights=LossWeights(),
    unlabelled={"news": 40},
)

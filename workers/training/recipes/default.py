"""The recipe of the model that ships: about two hours on two cores."""

from __future__ import annotations

from workers.training.loop import Schedule
from workers.training.loss import LossWeights
from workers.training.recipes.recipe import Recipe

DEFAULT = Recipe(
    name="default",
    teacher_encoder="mpnet",
    student_encoder="minilm",
    teacher=Schedule(epochs=5, encoder_rate=5e-5, head_rate=1e-3, bfloat16=True),
    distillation=Schedule(epochs=3, batch_tokens=1024, encoder_rate=2e-4, head_rate=1e-3, bfloat16=True),
    student=Schedule(epochs=6, batch_tokens=768, encoder_rate=5e-5, head_rate=3e-4),
    weights=LossWeights(),
    unlabelled={"news": 20_000, "synthetic": 12_000, "muc4": 4_000},
)

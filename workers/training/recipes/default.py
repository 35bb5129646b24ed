"""The recipe of the model that ships: minutes on a GPU, a night on two cores."""

from __future__ import annotations

from workers.training.loop import Schedule
from workers.training.loss import LossWeights
from workers.training.recipes.recipe import Recipe

DEFAULT = Recipe(
    name="default",
    teacher_encoder="mpnet",
    student_encoder="minilm",
    teacher=Schedule(epochs=8, batch_tokens=1024, encoder_rate=5e-5, head_rate=1e-3, bfloat16=True),
    teacher_seeds=(1, 2, 3, 4, 5),
    distillation=Schedule(epochs=12, batch_tokens=4096, encoder_rate=3e-4, head_rate=1e-3, bfloat16=True),
    student=Schedule(epochs=4, batch_tokens=1024, encoder_rate=5e-5, head_rate=5e-4, bfloat16=True),
    weights=LossWeights(),
    unlabelled={"news": 46_000, "synthetic": 12_000, "muc4": 4_000},
)

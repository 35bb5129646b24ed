"""Stage 1, the teacher: a large network, trained on the annotation alone."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor

from workers.model.network import EventModel
from workers.training.examples import Example
from workers.training.loop import fit
from workers.training.loss import collate, event_loss
from workers.training.stages.workspace import Workspace


def teacher_folder(work: Workspace) -> Path:
    """Where the teacher lies."""
    return work.folder / "teacher"


def teach(work: Workspace) -> None:
    """Write the teacher to ``teacher/`` unless it is there."""
    recipe, folder = work.recipe, teacher_folder(work)
    if (folder / "config.json").exists():
        return
    pretrained = work.pretrained(recipe.teacher_encoder)
    model = pretrained.network(work.labels, recipe.teacher.seed).to(work.device)

    def loss(model: EventModel, batch: list[Example]) -> Tensor:
        return event_loss(model, collate(batch, pretrained.pad_id).to(work.device), recipe.weights)

    examples = work.examples(recipe.teacher_encoder)
    for epoch, value in fit(model, examples, loss, recipe.teacher, folder / "checkpoint.pt"):
        print(f"teacher, epoch {epoch}: loss {value:.4f}")
    model.save_pretrained(folder)

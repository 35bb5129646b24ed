"""Stage 1, the teachers: large networks, trained on the annotation alone, each from a seed of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from torch import Tensor

from workers.model.network import EventModel
from workers.training.examples import Example
from workers.training.loop import fit
from workers.training.loss import collate, event_loss
from workers.training.stages.workspace import Workspace


def teacher_folder(work: Workspace, seed: int) -> Path:
    """Where the teacher of ``seed`` lies."""
    return work.folder / f"teacher-{seed}"


def teacher_folders(work: Workspace) -> list[Path]:
    """Where all teachers lie."""
    return [teacher_folder(work, seed) for seed in work.recipe.teacher_seeds]


def teach(work: Workspace, seed: int) -> None:
    """Write the teacher of ``seed`` unless it is there."""
    recipe, folder = work.recipe, teacher_folder(work, seed)
    if (folder / "config.json").exists():
        return
    pretrained = work.pretrained(recipe.teacher_encoder)
    model = pretrained.network(work.labels, seed).to(work.device)

    def loss(model: EventModel, batch: list[Example]) -> Tensor:
        return event_loss(model, collate(batch, pretrained.pad_id).to(work.device), recipe.weights)

    examples, schedule = work.examples(recipe.teacher_encoder), replace(recipe.teacher, seed=seed)
    for epoch, value in fit(model, examples, loss, schedule, checkpoint := folder / "checkpoint.pt"):
        print(f"teacher {seed}, epoch {epoch}: loss {value:.4f}")
    model.save_pretrained(folder)
    checkpoint.unlink(missing_ok=True)

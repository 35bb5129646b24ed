"""Stage 3, the student: a small network learns what the teacher believes, then the annotation itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workers.model.network import EventModel
from workers.training.loop import Schedule, fit
from workers.training.soft import SoftExample, soft_loss, soften
from workers.training.stages.label import soft_labels
from workers.training.stages.workspace import Workspace


def learn(
    work: Workspace, model: EventModel, examples: Sequence[SoftExample], schedule: Schedule, checkpoint: Path
) -> None:
    """Train ``model`` in place on soft targets."""
    pad_id = work.pretrained(work.recipe.student_encoder).pad_id
    epochs = fit(
        model, examples, lambda model, batch: soft_loss(model, batch, work.recipe.weights, pad_id), schedule, checkpoint
    )
    for epoch, loss in epochs:
        print(f"{checkpoint.stem}, epoch {epoch}: loss {loss:.4f}")


def study(work: Workspace) -> None:
    """Write the student to ``student/`` unless it is there."""
    recipe, folder = work.recipe, work.folder / "student"
    if (folder / "config.json").exists():
        return
    annotated = [soften(example, work.labels) for example in work.examples(recipe.student_encoder)]
    model = work.pretrained(recipe.student_encoder).network(work.labels, recipe.student.seed).to(work.device)
    learn(work, model, [*soft_labels(work), *annotated, *annotated], recipe.distillation, folder / "distillation.pt")
    learn(work, model, annotated, recipe.student, folder / "annotation.pt")
    model.save_pretrained(folder)

"""Stage 4, the artefact: the student exported to int8, its threshold chosen, its scores and its card beside it."""

from __future__ import annotations

from pathlib import Path

from shared.settings import Settings
from workers.evaluation.evaluate import evaluate
from workers.evaluation.report import headline, table
from workers.model.network import EventModel
from workers.pipeline.extractor import build_extractor
from workers.training.calibrate import best_threshold
from workers.training.card import card
from workers.training.corpora.news import read_news
from workers.training.export import save_manifest, write_artifact
from workers.training.stages.workspace import Workspace

BATCH_TOKENS = 512


def ship(work: Workspace, folder: Path, version: str) -> None:
    """Write the artefact of the student to ``folder`` and evaluate it as it is, through the whole extractor."""
    pretrained = work.pretrained(work.recipe.student_encoder)
    model = EventModel.from_pretrained(work.folder / "student")
    manifest = write_artifact(
        folder,
        model,
        pretrained.tokenizer(),
        work.ontology,
        name=f"sitrep-{work.recipe.name}",
        version=version,
        max_tokens=work.recipe.max_tokens,
        trained_on=sources(work),
    )
    records = read_news(work.data, "val")
    shipped = Settings(backend="onnx", model=folder, batch_tokens=BATCH_TOKENS)
    threshold = best_threshold(build_extractor(shipped).extract, records)
    manifest = manifest.model_copy(update={"thresholds": dict.fromkeys(work.ontology.type_names, threshold)})
    save_manifest(folder, manifest)
    scores = evaluate(build_extractor(shipped), records)
    save_manifest(folder, manifest.model_copy(update={"scores": headline(scores)}))
    (folder / "README.md").write_text(card(manifest, scores, len(records)), encoding="utf-8")
    print(table(scores))


def sources(work: Workspace) -> tuple[str, ...]:
    """What the model was made of, as its manifest and its card say it."""
    annotated, unlabelled = len(read_news(work.data, "train")), work.recipe.unlabelled
    teacher = work.pretrained(work.recipe.teacher_encoder).name
    student = work.pretrained(work.recipe.student_encoder).name
    news = "Voice of America news 2004-2010 (public domain text)"
    return (
        f"{annotated:,} sentences of {news} annotated by a large language model",
        f"{unlabelled:,} sentences of the same source without annotation, labelled by a teacher network ({teacher})",
        f"{student} (Apache-2.0), the encoder that was fine-tuned",
    )

"""Stage 4, the artefact: the student exported to int8, its threshold chosen, its scores and its card beside it."""

from __future__ import annotations

from pathlib import Path

from workers.backends.select import select_backend
from workers.evaluation.evaluate import evaluate
from workers.evaluation.report import headline, table
from workers.model.artifact import open_artifact
from workers.model.network import EventModel
from workers.pipeline.extractor import Extractor, extractor_of
from workers.training.calibrate import best_threshold
from workers.training.card import card
from workers.training.corpora.news import read_news
from workers.training.export import save_manifest, write_artifact
from workers.training.stages.workspace import Workspace

BATCH_TOKENS = 512
TRAINED_ON = (
    "1,790 sentences of Voice of America news 2004-2010 (public domain text) annotated by a large language model",
    "16,000 sentences of the same source without annotation, labelled by a teacher network (all-mpnet-base-v2)",
    "all-MiniLM-L6-v2 (Apache-2.0), the encoder that was fine-tuned",
)


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
        trained_on=TRAINED_ON,
    )
    records = read_news(work.data, "val")
    threshold = best_threshold(open_extractor(folder).extract, records)
    manifest = manifest.model_copy(update={"thresholds": {each.name: threshold for each in work.ontology.types}})
    save_manifest(folder, manifest)
    scores = evaluate(open_extractor(folder), records)
    save_manifest(folder, manifest.model_copy(update={"scores": headline(scores)}))
    (folder / "README.md").write_text(card(manifest, scores, len(records)), encoding="utf-8")
    print(table(scores))


def open_extractor(folder: Path) -> Extractor:
    """The extractor of the artefact in ``folder``, as it ships."""
    artifact = open_artifact(folder)
    return extractor_of(artifact, select_backend("onnx", artifact), BATCH_TOKENS)

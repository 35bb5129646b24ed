"""Stage 4, the artefact: the student exported to int8, its thresholds chosen and its scores written on it."""

from __future__ import annotations

from pathlib import Path

from workers.backends.select import select_backend
from workers.evaluation.evaluate import evaluate
from workers.evaluation.report import headline, table
from workers.model.artifact import open_artifact
from workers.model.network import EventModel
from workers.pipeline.extractor import extractor_of
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
    artifact = open_artifact(folder)
    extractor = extractor_of(artifact, select_backend("onnx", artifact), BATCH_TOKENS)
    scores = evaluate(extractor, read_news(work.data, "val"))
    save_manifest(folder, manifest.model_copy(update={"scores": headline(scores)}))
    print(table(scores))

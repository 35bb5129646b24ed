"""Stage 4, the artefact: the student exported to int8, calibrated and scored, with its card beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workers.backends.torch_backend import TorchBackend
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.command import scored
from workers.evaluation.evaluate import evaluate
from workers.evaluation.report import headline, report
from workers.evaluation.scores import MEASURES
from workers.model.artifact import open_artifact
from workers.model.network import EventModel
from workers.pipeline.extractor import extractor_of
from workers.training.card import card
from workers.training.corpora.handwritten import read_handwritten
from workers.training.corpora.news import read_news
from workers.training.corpora.sources import DESCRIPTIONS
from workers.training.export import Publication
from workers.training.publish import BATCH_TOKENS, extractor_in, publish
from workers.training.stages.workspace import Workspace

SAMPLE_STEP = 10
"""One training text in so many is a sample for the export."""
FAILURES = Path(__file__).parents[1] / "known_failures.md"
"""Written by hand, for the card of the model that ships."""


def ship(work: Workspace, folder: Path, version: str) -> None:
    """Write the artefact of the student to ``folder`` and evaluate it as it is, through the whole extractor."""
    publication = Publication(
        model=EventModel.from_pretrained(work.folder / "student"),
        tokenizer=work.pretrained(work.recipe.student_encoder).tokenizer(),
        ontology=work.ontology,
        name=f"sitrep-{work.recipe.name}",
        version=version,
        max_tokens=work.recipe.max_tokens,
        trained_on=tuple(sources(work)),
        sample=tuple(record.text for record in work.records()[::SAMPLE_STEP]),
    )
    manifest, evaluation = publish(publication, folder, read_news(work.data, "val"))
    reports = {
        "news/val.jsonl": f"{evaluation.texts} texts\n{report(evaluation)}",
        **blind(work, folder),
        "what eight bits cost": precision_report(publication.model, folder, annotated_sets(work)),
    }
    (folder / "README.md").write_text(card(manifest, reports, FAILURES.read_text("utf-8")), encoding="utf-8")
    print(report(evaluation))


def blind(work: Workspace, folder: Path) -> dict[str, str]:
    """The reports on the sets that nothing was chosen on, those of them that are there."""
    extract = extractor_in(folder).extract
    sets = {
        "corpus/challenge": work.corpus / "challenge",
        "plv/PLV_train.tsv": work.data / "plv" / "PLV_train.tsv",
    }
    return {name: scored(extract, path) for name, path in sets.items() if path.exists()}


def annotated_sets(work: Workspace) -> dict[str, Sequence[AnnotatedText]]:
    """The annotated texts to evaluate on: those that choices were made on, and those that none were made on."""
    sets: dict[str, Sequence[AnnotatedText]] = {"news/val.jsonl": read_news(work.data, "val")}
    if (work.corpus / "challenge").exists():
        sets["corpus/challenge"] = read_handwritten(work.corpus, "challenge")
    return sets


def precision_report(model: EventModel, folder: Path, sets: Mapping[str, Sequence[AnnotatedText]]) -> str:
    """F1 of the network in single precision beside that of the artefact, with the same thresholds."""
    single = extractor_of(open_artifact(folder), TorchBackend(model), BATCH_TOKENS).extract
    lines = []
    for name, records in sets.items():
        exact = headline(evaluate(single, records))
        rounded = headline(evaluate(extractor_in(folder).extract, records))
        lines += [
            f"{name:18s} {measure:22s} fp32 {exact[measure]:5.1f}  int8 {rounded[measure]:5.1f}" for measure in MEASURES
        ]
    return "\n".join(lines)


def sources(work: Workspace) -> Iterator[str]:
    """What the model was made of, as its manifest and its card say it."""
    annotated, written = len(read_news(work.data, "train")), len(read_handwritten(work.corpus, "train"))
    teacher = work.pretrained(work.recipe.teacher_encoder).name
    student = work.pretrained(work.recipe.student_encoder).name
    yield f"{annotated:,} sentences of {DESCRIPTIONS['news']}, annotated by a large language model"
    yield f"{written:,} texts written and annotated for this project by a large language model (corpus/, CC BY 4.0)"
    teachers = len(work.recipe.teacher_seeds)
    for source, count in work.recipe.unlabelled.items():
        yield f"up to {count:,} sentences of {DESCRIPTIONS[source]}, labelled by {teachers} teachers ({teacher})"
    yield f"{student} (Apache-2.0), the encoder that was fine-tuned"

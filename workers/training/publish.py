"""Publishing: a trained network as an artefact that says how good it is. Three steps: export, calibrate, evaluate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from shared.articles import Article
from shared.ontology import Ontology
from shared.settings import Settings
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.evaluate import Evaluation, evaluate, judge
from workers.evaluation.report import headline
from workers.model.artifact import Manifest
from workers.pipeline.extractor import Extractor, build_extractor
from workers.training.calibrate import Read, best_thresholds, fit_calibration, judge_arguments
from workers.training.export import Publication, write_artifact

BATCH_TOKENS = 512


def publish(work: Publication, folder: Path, validation: Sequence[AnnotatedText]) -> tuple[Manifest, Evaluation]:
    """Write the artefact to ``folder``; confidence, thresholds and scores are those on ``validation``."""
    manifest = write_artifact(work, folder)
    manifest = calibrate(manifest, folder, validation)
    manifest = choose_thresholds(manifest, folder, validation, work.ontology)
    records = tqdm(validation, desc="evaluation", mininterval=5)
    evaluation = evaluate(extractor_in(folder).extract, records)
    return save(manifest, folder, scores=headline(evaluation)), evaluation


def calibrate(manifest: Manifest, folder: Path, validation: Sequence[AnnotatedText]) -> Manifest:
    """Read ``validation`` with the bare model and save what its probabilities are worth."""
    reads = read_all(folder, validation)
    events = [event for read in reads for event in judge(read.record, read.extraction)]
    lines = {"event": fit_calibration(events), "argument": fit_calibration(judge_arguments(reads))}
    return save(manifest, folder, calibration=lines)


def choose_thresholds(
    manifest: Manifest, folder: Path, validation: Sequence[AnnotatedText], ontology: Ontology
) -> Manifest:
    """Read ``validation`` with the calibrated model and save the least confidence for each type."""
    return save(manifest, folder, thresholds=best_thresholds(read_all(folder, validation), ontology.type_names))


def read_all(folder: Path, records: Sequence[AnnotatedText]) -> list[Read]:
    """What the artefact in ``folder`` finds in ``records``."""
    extractor = extractor_in(folder)
    return [
        Read(record, extractor.extract(Article(text=record.text, published_at=record.date)))
        for record in tqdm(records, desc="calibration", mininterval=5)
    ]


def extractor_in(folder: Path) -> Extractor:
    """The whole extractor on the artefact as it ships."""
    return build_extractor(Settings(backend="onnx", model=folder, batch_tokens=BATCH_TOKENS))


def save(manifest: Manifest, folder: Path, **changes: object) -> Manifest:
    """Write the changed manifest to ``folder`` and answer it."""
    changed = manifest.model_copy(update=changes)
    changed.save(folder)
    return changed

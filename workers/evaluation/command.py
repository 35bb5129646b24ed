"""``sitrep evaluate``: how good the model of this machine is on annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shared.errors import AnnotationError
from shared.settings import Settings
from workers.evaluation.evaluate import Extract
from workers.evaluation.evaluate import evaluate as evaluate_texts
from workers.evaluation.plv import plv_scores, read_plv
from workers.evaluation.report import plv_report, report
from workers.evaluation.texts import read_annotated

DATA_FOLDER = ("news/val.jsonl", "plv/PLV_train.tsv")
"""The test sets of a data folder."""


def evaluate(
    paths: Annotated[
        list[Path], typer.Argument(help="annotated texts (.jsonl or a folder of them), PLV pairs (.tsv), a data folder")
    ],
    model: Annotated[Path | None, typer.Option(help="folder of the model; the one that ships when unset")] = None,
    backend: Annotated[str | None, typer.Option(help="the engine; SITREP_BACKEND when unset")] = None,
) -> None:
    """Score the whole extractor, from text to events, against annotation."""
    from workers.pipeline.extractor import build_extractor

    settings = Settings()
    settings = settings.model_copy(update={"model": model or settings.model, "backend": backend or settings.backend})
    files = [file for path in paths for file in sets_in(path)]
    extractor = build_extractor(settings)
    typer.echo(f"{extractor.model.name} {extractor.model.version} {extractor.model.sha256[:12]}")
    for file in files:
        typer.echo(f"\n{file}")
        typer.echo(scored(extractor.extract, file))


def sets_in(path: Path) -> list[Path]:
    """The test sets that a path stands for: itself, or those of a data folder.

    Raises:
        AnnotationError: there is nothing to score at that place.
    """
    found = [path / name for name in DATA_FOLDER if (path / name).exists()]
    if not found and (path.is_file() or (path.is_dir() and any(path.glob("*.jsonl")))):
        found = [path]
    if not found:
        raise AnnotationError(f"there are no annotated texts in {path}")
    return found


def scored(extract: Extract, file: Path) -> str:
    """The report of one test set."""
    if file.suffix == ".tsv":
        pairs = read_plv(file)
        return f"{len(pairs)} pairs\n{plv_report(plv_scores(extract, pairs))}"
    records = read_annotated(file)
    return f"{len(records)} texts\n{report(evaluate_texts(extract, records))}"

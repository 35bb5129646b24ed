"""``sitrep train``: a model for an ontology of one's own. Torch is imported only when the command runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from shared.errors import AnnotationError, OntologyError
from shared.ontology import Ontology, parse_ontology
from workers.evaluation.texts import check_labels, read_annotated

ENCODERS = ("minilm", "mpnet")


def train(
    ontology: Annotated[Path, typer.Option(help="JSON file with the types, modes and roles", exists=True)],
    data: Annotated[Path, typer.Option(help="annotated texts, JSON Lines (a file, or a folder of them)", exists=True)],
    output: Annotated[Path, typer.Option(help="folder to write the model to")],
    validation: Annotated[
        Path | None, typer.Option(help="annotated texts to choose by; else a tenth of the data", exists=True)
    ] = None,
    encoder: Annotated[str, typer.Option(help=f"what is fine-tuned: {' or '.join(ENCODERS)}")] = ENCODERS[0],
    epochs: Annotated[int, typer.Option(min=1, help="times that the data is read")] = 14,
    seed: Annotated[int, typer.Option(help="of all that is random")] = 1,
    device: Annotated[str, typer.Option(help="cpu or cuda")] = "cpu",
    name: Annotated[str, typer.Option(help="name that results will carry")] = "custom",
    version: Annotated[str, typer.Option(help="version that results will carry")] = "0.1.0",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace a model in the output folder")] = False,
) -> None:
    """Train a model for an ontology of your own.

    Each line of the data is an object with id, text and events, offsets or words; docs/own-ontology.md shows both.
    An interrupted training goes on when the same command is given again. Needs sitrep[train].
    """
    if (output / "manifest.json").exists() and not overwrite:
        raise typer.BadParameter(f"there is a model in {output} already; choose another folder, or add --overwrite")
    if encoder not in ENCODERS:
        raise typer.BadParameter(f"there is no encoder {encoder!r}; choose {' or '.join(ENCODERS)}")
    target = read_ontology(ontology)
    records = read_annotated(data)
    held = read_annotated(validation) if validation else None
    check_labels((*records, *(held or ())), target)
    if len(records) < 2:
        raise AnnotationError(f"{data} has {len(records)} annotated texts; a training needs two at least")

    import torch

    from workers.evaluation.report import report
    from workers.training.finetune import FineTuning, finetune, hold_out
    from workers.training.loop import Schedule
    from workers.training.loss import LossWeights
    from workers.training.pretrained import PRETRAINED

    learnt, validated = (records, held) if held is not None else hold_out(records)
    work = FineTuning(
        ontology=target,
        train=learnt,
        validation=validated,
        encoder=PRETRAINED[encoder](output.with_name(f"{output.name}.training")),
        schedule=Schedule(epochs=epochs, encoder_rate=5e-5 if encoder == "mpnet" else 1.2e-4, seed=seed, bfloat16=True),
        weights=LossWeights(),
    )
    evaluation = finetune(work, output, torch.device(device), name=name, version=version)
    typer.echo(report(evaluation))
    typer.echo(f"The model is in {output}. Serve it: SITREP_MODEL={output} make run")


def read_ontology(path: Path) -> Ontology:
    """The ontology in a JSON file.

    Raises:
        OntologyError: it is not JSON, or not an ontology.
    """
    try:
        return parse_ontology(json.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise OntologyError(f"{path} is not JSON: {error}") from error
    except OntologyError as error:
        raise OntologyError(f"{path}: {error.detail}") from error

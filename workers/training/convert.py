"""``sitrep convert``: an artefact as a ``transformers`` folder, for PyTorch, for a GPU or for the Hub.

The folder holds config.json and model.safetensors, which EventModel.from_pretrained reads, and the tokenizer, the
ontology and the manifest beside them, so that it is an artefact too: SITREP_BACKEND=torch SITREP_MODEL=FOLDER.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from workers.model.artifact import ArtifactFile, open_artifact


def convert(
    output: Annotated[Path, typer.Argument(help="folder to write to")],
    model: Annotated[Path | None, typer.Option(help="folder of the model; the one that ships when unset")] = None,
) -> None:
    """Write a model as a transformers folder.

    Weights are those of the artefact, made floats again. Needs sitrep[torch].
    """
    if (output / "manifest.json").exists():
        raise typer.BadParameter(f"there is a model in {output} already; choose another folder")
    artifact = open_artifact(model)

    from workers.backends.torch_backend import load_network

    network = load_network(artifact)
    output.mkdir(parents=True, exist_ok=True)
    network.save_pretrained(output)
    for file in (artifact.manifest.ontology, artifact.manifest.tokenizer):
        (output / file.path).write_bytes(artifact.read(file))
    weights = described(output / "model.safetensors")
    manifest = artifact.manifest.model_copy(
        update={"network": described(output / "config.json"), "weights": (weights,), "sha256": weights.sha256}
    )
    manifest.save(output)
    typer.echo(f"The model is in {output}. Serve it: SITREP_BACKEND=torch SITREP_MODEL={output} make run")


def described(path: Path) -> ArtifactFile:
    """A file of a folder as its manifest lists it."""
    content = path.read_bytes()
    return ArtifactFile(path=path.name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())

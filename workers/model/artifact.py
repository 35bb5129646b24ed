"""Artifact: a model's folder on disk, whose every byte is checked against the manifest before it is used.

    manifest.json   name, version, files with size and sha256, thresholds, scores, licence
    ontology.json   what the model speaks about
    tokenizer.json  how text becomes tokens
    weights.*       the ONNX graph, in parts that are put together in order

No pickle, no path outside the folder, no download.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tokenizers import Tokenizer

from shared.errors import ArtifactError
from shared.events import ModelInfo
from shared.ontology import Ontology, parse_ontology
from workers.model.calibration import Calibration
from workers.model.hub import folder_of
from workers.model.labels import Labels

MANIFEST = "manifest.json"
FORMAT = 1
"""Of the manifest; a reader refuses any other."""


class ArtifactFile(BaseModel):
    """A file of the folder, with what it must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")
    bytes: int
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a model's folder says of itself.

    ``sha256`` is the digest of the weights, all parts in order: an ONNX graph, or one file of safetensors. ``network``
    describes the network for engines that build it themselves; ``calibration`` has a line for "event" and one for
    "argument"; ``thresholds`` is the least confidence of an event by type.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    name: str
    version: str
    licence: str
    sha256: str
    max_tokens: int
    ontology: ArtifactFile
    tokenizer: ArtifactFile
    network: ArtifactFile | None = None
    weights: tuple[ArtifactFile, ...] = Field(min_length=1)
    calibration: dict[str, Calibration] = {}
    thresholds: dict[str, float] = {}
    scores: dict[str, float] = {}
    trained_on: tuple[str, ...] = ()

    def save(self, folder: Path) -> None:
        """Write ``manifest.json`` into ``folder``."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A folder whose manifest was read; each file is verified when it is opened."""

    folder: Path
    manifest: Manifest

    @property
    def info(self) -> ModelInfo:
        """What results say of the model."""
        return ModelInfo(name=self.manifest.name, version=self.manifest.version, sha256=self.manifest.sha256)

    @property
    def labels(self) -> Labels:
        """The columns of the heads."""
        return Labels.of(self.ontology())

    def ontology(self) -> Ontology:
        """What the model speaks about.

        Raises:
            ArtifactError: the file is missing or damaged.
        """
        return parse_ontology(json.loads(self.read(self.manifest.ontology)))

    def tokenizer(self) -> Tokenizer:
        """The tokenizer, set neither to cut nor to pad.

        Raises:
            ArtifactError: the file is missing or damaged.
        """
        tokenizer: Tokenizer = Tokenizer.from_buffer(self.read(self.manifest.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def network(self) -> dict[str, Any]:
        """The configuration of the network, as its JSON file has it.

        Raises:
            ArtifactError: the file is missing or damaged, or the manifest names none.
        """
        if self.manifest.network is None:
            raise ArtifactError(f"the model in {self.folder} does not describe its network; use SITREP_BACKEND=onnx")
        described: dict[str, Any] = json.loads(self.read(self.manifest.network))
        return described

    @property
    def is_safetensors(self) -> bool:
        """Whether the weights are safetensors and not an ONNX graph."""
        return self.manifest.weights[0].path.endswith(".safetensors")

    def weights(self) -> bytes:
        """The ONNX graph, or the safetensors.

        Raises:
            ArtifactError: a part is missing or damaged.
        """
        joined = b"".join(self.read(part) for part in self.manifest.weights)
        if hashlib.sha256(joined).hexdigest() != self.manifest.sha256:
            raise ArtifactError(f"the weights in {self.folder} are not those that its manifest names")
        return joined

    def read(self, file: ArtifactFile) -> bytes:
        """The bytes of one file, verified.

        Raises:
            ArtifactError: it is missing, is a link, or differs from the manifest.
        """
        path = self.folder / file.path
        if path.is_symlink() or not path.is_file():
            raise ArtifactError(f"the model file {path} is missing or is not a plain file")
        content = path.read_bytes()
        if len(content) != file.bytes or hashlib.sha256(content).hexdigest() != file.sha256:
            raise ArtifactError(f"the model file {path} is damaged: its size or sha256 differs from the manifest")
        return content

    def onnx(self) -> bytes:
        """The ONNX graph.

        Raises:
            ArtifactError: the weights are missing or damaged, or are safetensors.
        """
        if self.is_safetensors:
            raise ArtifactError(f"the model in {self.folder} is kept for PyTorch; use SITREP_BACKEND=torch")
        return self.weights()

    def verify(self) -> None:
        """Read and check every file.

        Raises:
            ArtifactError: one is missing or damaged.
        """
        self.read(self.manifest.ontology)
        self.read(self.manifest.tokenizer)
        if self.manifest.network:
            self.read(self.manifest.network)
        self.weights()


def default_folder() -> Path:
    """The folder of the model that ships with the project."""
    return Path(str(resources.files("workers"))) / "artifacts" / "default"


def open_artifact(folder: Path | None = None) -> Artifact:
    """The artefact in ``folder``, by default the one that ships; a name of the Hugging Face Hub is fetched from there.

    Raises:
        ArtifactError: no manifest, or one that this version cannot read.
    """
    folder = folder_of(str(folder)) if folder else default_folder()
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ArtifactError(f"there is no model in {folder}: {path.name} cannot be read") from error
    except ValidationError as error:
        raise ArtifactError(f"{path} is not a manifest: {error.error_count()} fields are wrong") from error
    if manifest.format != FORMAT:
        raise ArtifactError(f"{path} has format {manifest.format}; this version reads format {FORMAT}")
    return Artifact(folder, manifest)

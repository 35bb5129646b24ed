"""Export: the trained network as an artefact, int8 ONNX in parts with a manifest, after a parity check."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer

from shared.ontology import Ontology
from workers.model.artifact import FORMAT, ArtifactFile, Manifest
from workers.model.dequantize import ALIASES, TRANSPOSED
from workers.model.network import EventModel
from workers.training.quantize import quantize

OPSET = 17
PART_BYTES = 15 << 20
"""Size of a part of the weights: under the limits that code hosts put on one file."""
PARITY = 1e-3
"""Largest difference between the network in torch and in ONNX, both fp32, in log-probability."""
OUTPUTS = ("trigger", "mode", "modality", "candidates", "roles")


class ParityError(RuntimeError):
    """The exported graph does not compute what the network computes."""


def export_graph(model: EventModel) -> onnx.ModelProto:
    """The fp32 graph: input_ids and attention_mask [B, T] to the fields of EventScores."""
    model = model.eval().cpu()
    ids = torch.randint(1000, 20000, (3, 17))
    mask = torch.ones_like(ids)
    mask[1, 10:] = 0
    by_token = {0: "batch", 1: "tokens"}
    buffer = io.BytesIO()
    torch.onnx.export(
        model,
        (ids, mask),
        buffer,
        input_names=["input_ids", "attention_mask"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            **dict.fromkeys(("input_ids", "attention_mask", "trigger", "mode", "modality"), by_token),
            "candidates": {0: "candidates"},
            "roles": {0: "candidates", 1: "tokens"},
        },
        opset_version=OPSET,
        dynamo=False,  # the newer exporter does not take the data-dependent number of candidates
    )
    graph = onnx.load_from_string(buffer.getvalue())
    name_weights(graph.graph, model)
    onnx.helper.set_model_props(graph, {ALIASES: json.dumps(aliases(graph.graph, model))})
    return graph


def name_weights(graph: onnx.GraphProto, model: EventModel) -> None:
    """Call each initialiser after its parameter; the exporter transposes weights and forgets their names."""
    transposed = {parameter.detach().numpy().T.tobytes(): name for name, parameter in model.named_parameters()}
    names = {
        tensor.name: transposed[numpy_helper.to_array(tensor).tobytes()] + TRANSPOSED
        for tensor in graph.initializer
        if tensor.name.startswith("onnx::MatMul")
    }
    for tensor in graph.initializer:
        tensor.name = names.get(tensor.name, tensor.name)
    for node in graph.node:
        for index, name in enumerate(node.input):
            node.input[index] = names.get(name, name)


def aliases(graph: onnx.GraphProto, model: EventModel) -> dict[str, str]:
    """The parameters without an initialiser of their own, and the one of equal values that they share."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    by_value = {(array.shape, array.tobytes()): name for name, array in stored.items()}
    return {
        name: by_value[tuple(parameter.shape), parameter.detach().numpy().tobytes()]
        for name, parameter in model.named_parameters()
        if name not in stored and name + TRANSPOSED not in stored
    }


def check_parity(model: EventModel, graph: onnx.ModelProto, tolerance: float = PARITY) -> float:
    """The largest difference between ``model`` and ``graph`` on random batches.

    Raises:
        ParityError: it is over ``tolerance``, or the candidates differ.
    """
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    worst = 0.0
    for seed, (batch, length) in enumerate(((1, 5), (4, 31), (2, 128))):
        torch.manual_seed(seed)
        ids = torch.randint(1000, 20000, (batch, length))
        mask = torch.ones_like(ids)
        mask[0, length - 2 :] = 0
        with torch.inference_mode():
            expected = [part.numpy() for part in model(ids, mask)]
        found = session.run(list(OUTPUTS), {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
        if not np.array_equal(expected[3], found[3]):
            raise ParityError("the graph finds other candidates than the network")
        worst = max(worst, *(float(np.abs(e - f).max(initial=0.0)) for e, f in zip(expected, found, strict=True)))
    if worst > tolerance:
        raise ParityError(f"the graph differs from the network by {worst:.2e}")
    return worst


def write_file(folder: Path, name: str, content: bytes) -> ArtifactFile:
    """Write ``content`` and describe it."""
    (folder / name).write_bytes(content)
    return ArtifactFile(path=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def write_parts(folder: Path, weights: bytes) -> Iterator[ArtifactFile]:
    """Write the weights in parts."""
    for number, start in enumerate(range(0, len(weights), PART_BYTES)):
        yield write_file(folder, f"weights.{number}", weights[start : start + PART_BYTES])


def ontology_json(ontology: Ontology) -> bytes:
    """An ontology as its JSON file."""
    record = asdict(ontology)
    for role in record["roles"]:
        if role["types"] is None:
            del role["types"]
    return (json.dumps(record, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: a trained network, what it reads and speaks, and what it was made of."""

    model: EventModel
    tokenizer: Tokenizer
    ontology: Ontology
    name: str
    version: str
    max_tokens: int
    trained_on: tuple[str, ...]
    licence: str = "Apache-2.0"
    sample: tuple[str, ...] = ()
    """Texts like those that it will read, by which eight bits are smoothed; without any they are not."""


SAMPLE_BATCH = 8


def sample_batches(work: Publication) -> Iterator[dict[str, NDArray[np.int64]]]:
    """The sample as inputs of the graph."""
    ids = sorted((work.tokenizer.encode(text).ids[: work.max_tokens] for text in work.sample), key=len)
    for start in range(0, len(ids), SAMPLE_BATCH):
        batch = ids[start : start + SAMPLE_BATCH]
        width = len(batch[-1])
        yield {
            "input_ids": np.array([[*row, *[0] * (width - len(row))] for row in batch], np.int64),
            "attention_mask": np.array([[1] * len(row) + [0] * (width - len(row)) for row in batch], np.int64),
        }


def write_artifact(work: Publication, folder: Path) -> Manifest:
    """Export, check, quantise and write a model's folder; answers its manifest (scores and thresholds are empty)."""
    graph = export_graph(work.model)
    check_parity(work.model, graph)
    weights = quantize(graph, list(sample_batches(work))).SerializeToString()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("weights.*"):
        stale.unlink()
    manifest = Manifest(
        format=FORMAT,
        name=work.name,
        version=work.version,
        licence=work.licence,
        sha256=hashlib.sha256(weights).hexdigest(),
        max_tokens=work.max_tokens,
        ontology=write_file(folder, "ontology.json", ontology_json(work.ontology)),
        tokenizer=write_file(folder, "tokenizer.json", work.tokenizer.to_str().encode()),
        network=write_file(folder, "network.json", work.model.config.to_json_string().encode()),
        weights=tuple(write_parts(folder, weights)),
        trained_on=work.trained_on,
    )
    manifest.save(folder)
    return manifest

"""Dequantisation: the parameters of the network out of the artefact's eight-bit ONNX graph, as floats.

Initialisers are called after their parameters: ``NAME`` as it is, ``NAME.int8`` with ``NAME.scale`` in eight bits, a
weight ``[in, out]`` with ``.transposed`` before that; the metadata names the vector that smoothing divided its rows by
(workers.training.quantize writes them so).
"""

from __future__ import annotations

import json

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

TRANSPOSED = ".transposed"
INT8 = ".int8"
SCALE = ".scale"


ALIASES = "aliases"
SMOOTHING = "smoothing"
"""Keys of the graph's metadata."""


def parameters_of(graph: bytes) -> dict[str, NDArray[np.float32]]:
    """Every parameter of the network that ``graph`` was exported from, by its name, and the graph's own constants."""
    model = onnx.load_from_string(graph)
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    metadata = {entry.key: json.loads(entry.value) for entry in model.metadata_props}
    smoothed = metadata.get(SMOOTHING, {})
    found = dict(_parameter(name, stored, smoothed) for name in stored if not name.endswith(SCALE))
    return found | {alias: found[name] for alias, name in metadata.get(ALIASES, {}).items()}


def _parameter(
    name: str, stored: dict[str, NDArray[np.generic]], smoothed: dict[str, str]
) -> tuple[str, NDArray[np.float32]]:
    array = stored[name].astype(np.float32)
    if name.endswith(INT8):
        name = name.removesuffix(INT8)
        array *= stored[name + SCALE].astype(np.float32)
        if name in smoothed:
            array *= stored[smoothed[name]].astype(np.float32)[:, None]
    return name.removesuffix(TRANSPOSED), array.T if name.endswith(TRANSPOSED) else array

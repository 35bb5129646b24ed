"""int8: the fp32 graph with eight-bit weights and eight-bit activations, scaled row by row.

ONNX Runtime's own dynamic quantisation scales a whole activation tensor at once, so a sentence's scores depend on its
neighbours in the batch (docs/decisions/0005-row-wise-int8.md). Here every token has its own scale:

    x [.., K] ─► divided by smoothing [K] ─► scale = max|row| / 127 ─► QuantizeLinear(axis=0) ─► uint8, zero point 128
    weight [K, N] times smoothing ─► int8 with a scale a column
    MatMulIntegerToFloat ─► times the row's scale ─► [.., N]

Smoothing moves the few large channels of the activations, which would make a row's steps coarse, into the weights; it
is read off sample texts (SmoothQuant, Xiao et al., 2023). Embedding tables are int8 with a scale a row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from workers.model.dequantize import INT8, SCALE, SMOOTHING

LARGEST = 127.0
LARGE_TABLE = 1 << 20
"""Values from which an embedding table is worth eight bits."""
MOVED = 0.6
"""How far the spread of the activations is moved to the weights: 0 not at all, 1 wholly (docs/experiments.md)."""
ONE, ZERO_POINT, SMALLEST, UNIT = "q_one", "q_zero_point", "q_smallest", "q_127"


def quantize_columns(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weight [K, N] as int8 and its scales [N]."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / LARGEST
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


class Quantizer:
    """Rewrites one graph; quantised activations are shared by all multiplications that read them."""

    def __init__(self, graph: onnx.GraphProto, peaks: Mapping[str, NDArray[np.float32]]) -> None:
        self.graph = graph
        self.weights = {tensor.name: tensor for tensor in graph.initializer}
        self.smoothing = smoothing_of(graph, peaks)
        self.smoothed: dict[str, str] = {}
        self.rows: dict[str, tuple[str, str]] = {}
        self.added: list[onnx.TensorProto] = [
            numpy_helper.from_array(np.float32(1.0), ONE),
            numpy_helper.from_array(np.uint8(128), ZERO_POINT),
            numpy_helper.from_array(np.float32(1e-8), SMALLEST),
            numpy_helper.from_array(np.float32(LARGEST), UNIT),
        ]

    def run(self) -> None:
        """Rewrite the graph in place."""
        nodes = [new for node in self.graph.node for new in self.rewrite(node)]
        del self.graph.node[:]
        self.graph.node.extend(nodes)
        used = {name for node in nodes for name in node.input}
        kept = [tensor for tensor in (*self.graph.initializer, *self.added) if tensor.name in used]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)

    def rewrite(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        """The nodes that stand for ``node``: itself unless it reads a large constant weight."""
        constant = next((name for name in node.input if name in self.weights), None)
        shape = tuple(self.weights[constant].dims) if constant else ()
        if constant and is_quantised(node, self.weights):
            yield from self.matmul(node, constant)
        elif node.op_type == "Gather" and constant == node.input[0] and np.prod(shape) >= LARGE_TABLE:
            yield from self.gather(node, constant)
        else:
            yield node

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add an initializer."""
        self.added.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def matmul(self, node: onnx.NodeProto, weight: str) -> Iterator[onnx.NodeProto]:
        """Activation @ weight in eight bits."""
        source, name, out = node.input[0], node.output[0], node.output[0]
        if source not in self.rows:
            yield from self.quantize_rows(source)
        rows, scale = self.rows[source]
        values = numpy_helper.to_array(self.weights[weight])
        if source in self.smoothing:
            values = values * self.smoothing[source][:, None]
            self.smoothed[weight] = f"{source}_rows_unsmoothing"
        values, columns = quantize_columns(values)
        weight_name = self.constant(f"{weight}{INT8}", values)
        column_name = self.constant(f"{weight}{SCALE}", columns)
        column_zero = self.constant(f"{name}_q_zero", np.zeros(len(columns), np.int8))
        fused = [rows, weight_name, ONE, column_name, ZERO_POINT, column_zero]
        yield helper.make_node("MatMulIntegerToFloat", fused, [f"{name}_int"], domain="com.microsoft")
        yield helper.make_node("Mul", [f"{name}_int", scale], [out])

    def quantize_rows(self, source: str) -> Iterator[onnx.NodeProto]:
        """Eight-bit rows of an activation [.., K], and their scales [.., 1]."""
        prefix = f"{source}_rows"
        self.rows[source] = (f"{prefix}_u8", f"{prefix}_scale")
        flat = self.constant(f"{prefix}_flat", np.array([-1], np.int64))
        if source in self.smoothing:
            inverse = self.constant(f"{prefix}_unsmoothing", 1 / self.smoothing[source])
            yield helper.make_node("Mul", [source, inverse], [f"{prefix}_smooth"])
            source = f"{prefix}_smooth"
        yield helper.make_node("Abs", [source], [f"{prefix}_abs"])
        yield helper.make_node("ReduceMax", [f"{prefix}_abs"], [f"{prefix}_max"], axes=[-1], keepdims=1)
        yield helper.make_node("Max", [f"{prefix}_max", SMALLEST], [f"{prefix}_peak"])
        yield helper.make_node("Div", [f"{prefix}_peak", UNIT], [f"{prefix}_scale"])
        yield helper.make_node("Reshape", [f"{prefix}_scale", flat], [f"{prefix}_scales"])
        yield helper.make_node("Shape", [source], [f"{prefix}_shape"])
        yield helper.make_node("Flatten", [source], [f"{prefix}_2d"], axis=-1)
        yield helper.make_node("Shape", [f"{prefix}_scales"], [f"{prefix}_count"])
        zero = helper.make_tensor("value", TensorProto.UINT8, [1], [128])
        yield helper.make_node("ConstantOfShape", [f"{prefix}_count"], [f"{prefix}_zeros"], value=zero)
        yield helper.make_node(
            "QuantizeLinear", [f"{prefix}_2d", f"{prefix}_scales", f"{prefix}_zeros"], [f"{prefix}_q"], axis=0
        )
        yield helper.make_node("Reshape", [f"{prefix}_q", f"{prefix}_shape"], [f"{prefix}_u8"])

    def gather(self, node: onnx.NodeProto, weight: str) -> Iterator[onnx.NodeProto]:
        """Rows of an embedding table in eight bits."""
        out, indices, table = node.output[0], node.input[1], numpy_helper.to_array(self.weights[weight])
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / LARGEST
        values = self.constant(f"{weight}{INT8}", np.round(table / scale).astype(np.int8))
        scales = self.constant(f"{weight}{SCALE}", scale.astype(np.float32))
        yield helper.make_node("Gather", [values, indices], [f"{out}_int8"])
        yield helper.make_node("Gather", [scales, indices], [f"{out}_row_scale"])
        yield helper.make_node("Cast", [f"{out}_int8"], [f"{out}_float"], to=TensorProto.FLOAT)
        yield helper.make_node("Mul", [f"{out}_float", f"{out}_row_scale"], [out])


def is_quantised(node: onnx.NodeProto, weights: Mapping[str, onnx.TensorProto]) -> bool:
    """Whether a node multiplies an activation by a constant matrix."""
    return node.op_type == "MatMul" and node.input[1] in weights and len(weights[node.input[1]].dims) == 2


def smoothing_of(graph: onnx.GraphProto, peaks: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """For each activation with known peaks, what its channels are divided by [K]: the larger the peak beside those of
    the weights that read it, the more.
    """
    weights = {tensor.name: tensor for tensor in graph.initializer}
    readers = defaultdict(list)
    for node in graph.node:
        if is_quantised(node, weights) and node.input[0] in peaks:
            readers[node.input[0]].append(np.abs(numpy_helper.to_array(weights[node.input[1]])).max(axis=1))
    factors = {}
    for source, rows in readers.items():
        peak, weight = np.maximum(peaks[source], 1e-5), np.maximum(np.max(rows, axis=0), 1e-5)
        factors[source] = (peak**MOVED / weight ** (1 - MOVED)).astype(np.float32)
    return factors


def activation_peaks(
    model: onnx.ModelProto, batches: Sequence[Mapping[str, NDArray[np.int64]]]
) -> dict[str, NDArray[np.float32]]:
    """The largest absolute value of each channel [K] of every activation that is to be in eight bits."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    weights = {tensor.name: tensor for tensor in probe.graph.initializer}
    sources = list(dict.fromkeys(node.input[0] for node in probe.graph.node if is_quantised(node, weights)))
    probe.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in sources)
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    peaks: dict[str, NDArray[np.float32]] = {}
    for batch in batches:
        for name, values in zip(sources, session.run(sources, dict(batch)), strict=True):
            peak = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0, initial=0.0)
            peaks[name] = np.maximum(peaks.get(name, peak), peak)
    return peaks


def quantize(model: onnx.ModelProto, batches: Sequence[Mapping[str, NDArray[np.int64]]] = ()) -> onnx.ModelProto:
    """The model with its large constant multiplications and tables in eight bits, smoothed by what it reads in
    ``batches`` of its inputs.
    """
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    quantizer = Quantizer(copy.graph, activation_peaks(model, batches) if batches else {})
    quantizer.run()
    copy.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    copy.metadata_props.add(key=SMOOTHING, value=json.dumps(quantizer.smoothed))
    return copy

"""Tests of the eight-bit graph: how far it is from the exact one, and that a row knows nothing of its neighbours."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from workers.model.dequantize import parameters_of
from workers.training.quantize import LARGE_TABLE, LARGEST, quantize, quantize_columns

pytestmark = pytest.mark.train

FLOAT = TensorProto.FLOAT
matrices = st.integers(0, 2**31).map(lambda seed: np.random.default_rng(seed).normal(size=(32, 8)).astype(np.float32))


def session_of(graph: onnx.GraphProto) -> onnxruntime.InferenceSession:
    """The graph in eight bits, ready to run."""
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return onnxruntime.InferenceSession(quantize(model).SerializeToString(), providers=["CPUExecutionProvider"])


def multiplication(weight: np.ndarray) -> onnxruntime.InferenceSession:
    """X [B, T, K] @ weight [K, N] in eight bits."""
    shape = ["batch", "tokens", weight.shape[0]]
    return session_of(
        helper.make_graph(
            [helper.make_node("MatMul", ["x", "w"], ["y"])],
            "multiplication",
            [helper.make_tensor_value_info("x", FLOAT, shape)],
            [helper.make_tensor_value_info("y", FLOAT, [*shape[:2], weight.shape[1]])],
            [numpy_helper.from_array(weight, "w")],
        )
    )


@given(matrices, st.floats(1e-6, 1e6))
def test_a_weight_is_off_by_half_a_step_at_most(weight: np.ndarray, size: float) -> None:
    """Every value times its column's scale is within half a scale of the weight, at any size of the numbers."""
    values, scale = quantize_columns((weight * size).astype(np.float32))
    assert np.abs(values).max() <= LARGEST
    assert (np.abs(values * scale - weight * np.float32(size)) <= 0.5001 * scale).all()


@settings(max_examples=20, deadline=None)
@given(matrices, st.integers(0, 99), st.floats(1e-3, 1e3))
def test_a_product_is_within_the_bound_of_its_rounding(weight: np.ndarray, seed: int, size: float) -> None:
    """|error| <= sum over k of |x| dw + |w| dx + dx dw, where dx and dw are half a step of the row and the column."""
    x = np.random.default_rng(seed).normal(size=(2, 3, 32)).astype(np.float32) * np.float32(size)
    (found,) = multiplication(weight).run(None, {"x": x})
    dx = np.abs(x).max(axis=-1, keepdims=True) / LARGEST / 2
    dw = np.abs(weight).max(axis=0) / LARGEST / 2
    bound = np.abs(x).sum(axis=-1, keepdims=True) * dw + dx * np.abs(weight).sum(axis=0) + len(weight) * dx * dw
    assert (np.abs(found - x @ weight) <= bound * 1.001 + 1e-5 * size).all()


@settings(max_examples=20, deadline=None)
@given(matrices, st.integers(0, 99))
def test_a_row_has_the_same_product_beside_a_huge_one(weight: np.ndarray, seed: int) -> None:
    """The scale of a row is its own: a neighbour a thousand times larger changes no bit."""
    x = np.random.default_rng(seed).normal(size=(1, 4, 32)).astype(np.float32)
    session = multiplication(weight)
    (alone,) = session.run(None, {"x": x})
    (beside,) = session.run(None, {"x": np.concatenate([x, 1000 * x])})
    assert np.array_equal(alone[0], beside[0])


def test_a_row_of_zeros_stays_zero() -> None:
    """Nothing is divided by zero."""
    (found,) = multiplication(np.ones((32, 8), np.float32)).run(None, {"x": np.zeros((1, 2, 32), np.float32)})
    assert not found.any()


def test_a_large_table_is_looked_up_in_eight_bits() -> None:
    """Rows of an embedding table come back within half a step of their own scale; a small table is left exact."""
    for rows, exact in ((LARGE_TABLE // 32, False), (100, True)):
        table = np.random.default_rng(0).normal(size=(rows, 32)).astype(np.float32)
        session = session_of(
            helper.make_graph(
                [helper.make_node("Gather", ["table", "ids"], ["y"])],
                "lookup",
                [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
                [helper.make_tensor_value_info("y", FLOAT, ["n", 32])],
                [numpy_helper.from_array(table, "table")],
            )
        )
        ids = np.array([0, rows - 1, 5])
        (found,) = session.run(None, {"ids": ids})
        step = np.abs(table[ids]).max(axis=1, keepdims=True) / LARGEST
        assert (np.abs(found - table[ids]) <= (0 if exact else 0.5001) * step).all()


def test_smoothing_spares_the_small_channels() -> None:
    """A channel a hundred times larger than the others makes a row's steps coarse; what samples show of it mends that,
    and the weight comes back out of the graph as it was.
    """
    rng = np.random.default_rng(1)
    weight = rng.normal(size=(32, 8)).astype(np.float32)
    x = rng.normal(size=(4, 6, 32)).astype(np.float32)
    x[..., 3] *= 100
    graph = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["h"]), helper.make_node("MatMul", ["h", "w"], ["y"])],
        "multiplication",
        [helper.make_tensor_value_info("x", FLOAT, ["batch", "tokens", 32])],
        [helper.make_tensor_value_info("y", FLOAT, ["batch", "tokens", 8])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    small = np.delete(np.arange(32), 3)
    errors = {}
    for name, sample in (("plain", []), ("smoothed", [{"x": x}])):
        eight_bit = quantize(model, sample).SerializeToString()
        session = onnxruntime.InferenceSession(eight_bit, providers=["CPUExecutionProvider"])
        errors[name] = np.abs(session.run(None, {"x": x})[0] - x @ weight).mean()
        assert np.abs(parameters_of(eight_bit)["w"] - weight)[small].max() < 0.2
    assert errors["smoothed"] < errors["plain"] / 3

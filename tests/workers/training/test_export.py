"""Tests of the exported network: the same numbers as in torch, and in eight bits whatever else is in the batch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from shared.errors import ArtifactError
from shared.ontology import load_ontology
from tests.workers.training.networks import EXPORT_WARNINGS, LABELS, examples, tiny, tokenizer
from workers.backends.onnx_backend import OnnxBackend
from workers.model.artifact import open_artifact
from workers.model.network import EventModel
from workers.training.export import ParityError, Publication, check_parity, export_graph, write_artifact
from workers.training.quantize import quantize

pytestmark = [pytest.mark.train, *EXPORT_WARNINGS]


@pytest.fixture(scope="module")
def network() -> EventModel:
    """A network that finds some candidates everywhere, so that every output is compared."""
    model = tiny()
    model.config.candidate_threshold = 0.4
    model.eval()
    return model


@pytest.fixture(scope="module")
def graph(network: EventModel) -> onnx.ModelProto:
    """The network in ONNX, exact."""
    return export_graph(network)


def test_the_graph_computes_what_the_network_computes(network: EventModel, graph: onnx.ModelProto) -> None:
    """On batches of any size and padding the exact graph is within 1e-4 of torch, with the same candidates."""
    with torch.inference_mode():
        ids = torch.randint(1000, 20000, (4, 31))
        assert len(network(ids, torch.ones_like(ids)).candidates) > 0
    assert check_parity(network, graph) < 1e-4


def test_another_network_is_not_passed_off_as_this_one(graph: onnx.ModelProto) -> None:
    """Parity with other weights is an error."""
    other = tiny(seed=2)
    other.config.candidate_threshold = 0.4
    with pytest.raises(ParityError):
        check_parity(other.eval(), graph)


def test_eight_bits_do_not_depend_on_the_batch(graph: onnx.ModelProto) -> None:
    """Alone or padded beside longer texts, no score of the eight-bit graph moves by more than 1e-4."""
    backend = OnnxBackend(quantize(graph).SerializeToString())
    windows = [example.ids for example in examples()]
    for window, beside in zip(windows, backend.score(windows), strict=True):
        (alone,) = backend.score([window])
        assert np.array_equal(alone.candidates, beside.candidates)
        for name in ("trigger", "mode", "modality", "roles"):
            assert np.abs(getattr(alone, name) - getattr(beside, name)).max(initial=0.0) <= 1e-4


def test_eight_bits_are_near_the_exact_numbers(graph: onnx.ModelProto) -> None:
    """Probabilities of the eight-bit graph are within two percent of those of the exact one."""
    exact, small = OnnxBackend(graph.SerializeToString()), OnnxBackend(quantize(graph).SerializeToString())
    windows = [example.ids for example in examples()]
    for one, other in zip(exact.score(windows), small.score(windows), strict=True):
        for name in ("trigger", "mode", "modality"):
            assert np.abs(np.exp(getattr(one, name)) - np.exp(getattr(other, name))).max() < 0.02


def test_a_written_artefact_is_whole_and_answers(network: EventModel, tmp_path: Path) -> None:
    """What was written is verified, knows the ontology and scores; an earlier longer one leaves nothing behind."""
    tmp_path.joinpath("weights.7").write_bytes(b"stale")
    write_artifact(Publication(network, tokenizer(), load_ontology(), "t", "1", 64, trained_on=("news",)), tmp_path)
    artifact = open_artifact(tmp_path)
    artifact.verify()
    assert artifact.ontology() == load_ontology()
    assert artifact.tokenizer().encode("Troops moved.").ids == tokenizer().encode("Troops moved.").ids
    assert not (tmp_path / "weights.7").exists()
    (scores,) = OnnxBackend(artifact.weights()).score([examples()[0].ids])
    assert scores.trigger.shape == (len(examples()[0].ids), LABELS.trigger_tags)
    (tmp_path / "weights.0").write_bytes(b"")
    with pytest.raises(ArtifactError):
        artifact.verify()

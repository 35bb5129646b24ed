"""What eight bits cost: the engine that ships beside the same weights computed in single precision."""

from __future__ import annotations

import pytest

from deploy.local.processes import ROOT
from shared.settings import Settings
from workers.evaluation.evaluate import evaluate
from workers.evaluation.scores import MEASURES
from workers.evaluation.texts import read_annotated
from workers.pipeline.extractor import build_extractor

pytestmark = pytest.mark.train

COST = 0.3
"""Points of F1 that eight bits may cost."""


def test_eight_bits_cost_hardly_anything() -> None:
    """On the challenge set int8 has at most 0.3 points of F1 less than single precision, in every measure."""
    records = read_annotated(ROOT / "corpus" / "challenge")
    int8, single = (
        evaluate(build_extractor(Settings(backend=backend, batch_tokens=512)).extract, records).scores.measures
        for backend in ("onnx", "torch")
    )
    costs = {name: round(single[name].f1 - int8[name].f1, 2) for name in MEASURES}
    print(costs)
    assert max(costs.values()) <= COST

"""The contract of engines: shapes, and scores that depend on the window alone. Every backend runs it."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.settings import Settings
from workers.backends.backend import Backend, WindowScores
from workers.backends.select import BACKENDS, select_backend
from workers.model.artifact import open_artifact

ARTIFACT = open_artifact()
LABELS = ARTIFACT.labels
NEEDS = {"torch": "torch"}
"""Engines of which tests run only where their package is installed."""
ENGINES = {
    name: select_backend(Settings(backend=name), ARTIFACT)
    for name in BACKENDS
    if find_spec(NEEDS.get(name, "numpy")) is not None
}
windows = st.lists(st.integers(1000, 28000), min_size=1, max_size=60).map(lambda ids: (101, *ids, 102))


@pytest.fixture(params=sorted(ENGINES))
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each engine in turn."""
    return ENGINES[request.param]


def differ(one: WindowScores, other: WindowScores) -> float:
    """The largest difference between two scores of one window."""
    assert np.array_equal(one.candidates, other.candidates)
    return max(
        float(np.abs(a - b).max(initial=0.0))
        for a, b in (
            (one.trigger, other.trigger),
            (one.mode, other.mode),
            (one.modality, other.modality),
            (one.roles, other.roles),
        )
    )


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=20, deadline=None)
@given(batch=st.lists(windows, min_size=1, max_size=6), order=st.randoms())
def test_scores_depend_on_the_window_alone(name: str, batch: list[tuple[int, ...]], order: object) -> None:
    """Alone, padded beside longer windows, or in another order: no score moves by more than 1e-4."""
    alone = [ENGINES[name].score([window])[0] for window in batch]
    shuffled = sorted(range(len(batch)), key=lambda _: order.random())  # type: ignore[attr-defined]
    together = ENGINES[name].score([batch[index] for index in shuffled])

    for index, scores in zip(shuffled, together, strict=True):
        assert differ(alone[index], scores) <= 1e-4


def test_scores_have_the_shapes_of_the_contract(backend: Backend) -> None:
    """Every array is as long as its window and as wide as the labels; rows are probabilities."""
    short, long = (101, 2000, 102), tuple(range(3000, 3040))
    for window, scores in zip((short, long), backend.score([short, long]), strict=True):
        assert (len(window), LABELS.trigger_tags) == scores.trigger.shape
        assert (len(window), LABELS.mode_columns) == scores.mode.shape
        assert (len(window), len(LABELS.modalities)) == scores.modality.shape
        assert (len(scores.candidates), len(window), LABELS.role_tags) == scores.roles.shape
        assert np.allclose(1, np.exp(scores.trigger).sum(axis=1), atol=1e-3)


def test_an_unknown_backend_is_named() -> None:
    """A wrong setting says what there is."""
    with pytest.raises(ValueError, match="fake, onnx, torch"):
        select_backend(Settings(backend="abacus"), ARTIFACT)

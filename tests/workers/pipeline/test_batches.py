"""Batches: like with like, under a budget."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shared.ontology import load_ontology
from workers.backends.fake_backend import FakeBackend
from workers.model.labels import Labels
from workers.pipeline.batches import plan_batches, score_windows
from workers.pipeline.records import Window

lengths = st.lists(st.integers(3, 300), max_size=60)


def windows_of(sizes: list[int]) -> list[Window]:
    """Windows of these lengths, each of a token of its own."""
    return [Window(index, 0, (101, *[1000 + index] * (size - 2), 102)) for index, size in enumerate(sizes)]


@given(lengths, st.integers(32, 1024))
def test_every_window_is_in_one_batch_within_the_budget(sizes: list[int], budget: int) -> None:
    """Batches hold each window once; only a window that is too long by itself exceeds the budget, alone."""
    windows = windows_of(sizes)
    batches = plan_batches(windows, budget)

    assert list(range(len(windows))) == sorted(index for batch in batches for index in batch)
    for batch in batches:
        assert len(batch) == 1 or max(len(windows[index].ids) for index in batch) * len(batch) <= budget


def test_padding_is_small_on_a_full_backlog() -> None:
    """Windows of 256 news-like lengths waste under a tenth of the computed tokens on padding."""
    sizes = np.random.default_rng(0).normal(30, 12, 256).clip(5, 140).astype(int).tolist()
    windows = windows_of(sizes)
    computed = sum(max(len(windows[index].ids) for index in batch) * len(batch) for batch in plan_batches(windows, 512))

    assert 1 - sum(sizes) / computed < 0.1


@given(lengths, st.integers(32, 1024))
def test_scores_come_back_in_the_order_of_the_windows(sizes: list[int], budget: int) -> None:
    """Whatever the batches, a window gets the scores that it gets alone."""
    windows, backend = windows_of(sizes), FakeBackend(Labels.of(load_ontology()))

    for window, scores in zip(windows, score_windows(windows, budget, backend.score), strict=True):
        assert np.array_equal(backend.score([window.ids])[0].trigger, scores.trigger)

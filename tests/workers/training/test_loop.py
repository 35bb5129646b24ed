"""Tests of the loop: it learns, it stays within its budget, and an interruption changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workers.training.networks import LABELS, examples, tiny
from workers.model.network import EventModel
from workers.training.examples import Example
from workers.training.loop import Schedule, fit, set_rate, token_batches
from workers.training.loss import LossWeights, collate, event_loss
from workers.training.soft import SoftExample, soft_loss, soften

pytestmark = pytest.mark.train

SCHEDULE = Schedule(epochs=4, batch_tokens=128, encoder_rate=2e-3, head_rate=2e-3)
LONGER = replace(SCHEDULE, epochs=10, batch_tokens=48)


def loss(model: EventModel, batch: list[Example]) -> torch.Tensor:
    """The loss against annotation."""
    return event_loss(model, collate(batch), LossWeights())


def same_weights(one: EventModel, other: EventModel) -> bool:
    """Whether every parameter is the same to the last bit."""
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


def test_the_loss_falls(tmp_path: Path) -> None:
    """A few epochs on a dozen sentences more than halve the loss."""
    losses = [value for _, value in fit(tiny(), examples(), loss, LONGER, tmp_path / "c.pt")]
    assert losses[-1] < losses[len(losses) // 2] < losses[0]
    assert losses[-1] < losses[0] / 2


def test_a_student_of_sure_targets_learns_too(tmp_path: Path) -> None:
    """The loss against soft targets falls as well, and counts annotation as a teacher that is sure."""
    soft = [soften(example, LABELS) for example in examples()]

    def distillation(model: EventModel, batch: list[SoftExample]) -> torch.Tensor:
        return soft_loss(model, batch, LossWeights(), pad_id=0)

    losses = [value for _, value in fit(tiny(), soft, distillation, LONGER, tmp_path / "c.pt")]
    assert losses[-1] < losses[0] / 2


def test_an_interrupted_training_gives_the_same_weights(tmp_path: Path) -> None:
    """Going on from a checkpoint gives, to the last bit, the weights of a training that was never interrupted."""
    whole, first, second = tiny(), tiny(), tiny(seed=2)
    list(fit(whole, examples(), loss, SCHEDULE, tmp_path / "whole.pt"))
    list(islice(fit(first, examples(), loss, SCHEDULE, tmp_path / "cut.pt"), 2))
    done = [epoch for epoch, _ in fit(second, examples(), loss, SCHEDULE, tmp_path / "cut.pt")]
    assert done == [3, 4]
    assert same_weights(whole, second)
    assert not same_weights(whole, first)


def test_a_finished_training_does_nothing_more(tmp_path: Path) -> None:
    """With a checkpoint of the last epoch there is nothing left to do but to load it."""
    model, again = tiny(), tiny(seed=2)
    list(fit(model, examples(), loss, SCHEDULE, tmp_path / "c.pt"))
    assert list(fit(again, examples(), loss, SCHEDULE, tmp_path / "c.pt")) == []
    assert same_weights(model, again)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 60), max_size=40), st.integers(16, 256), st.integers(0, 9))
def test_batches_hold_every_example_once_within_the_budget(lengths: list[int], budget: int, seed: int) -> None:
    """Padded tokens stay within the budget but for an example that is too long by itself."""
    given_examples = [Example((index,) * length, (), ()) for index, length in enumerate(lengths)]
    batches = token_batches(given_examples, budget, random.Random(seed))
    assert sorted(example.ids for batch in batches for example in batch) == sorted(e.ids for e in given_examples)
    assert all(len(batch) == 1 or max(len(e.ids) for e in batch) * len(batch) <= budget for batch in batches)


def test_the_rate_rises_and_then_falls() -> None:
    """It grows up to the end of the warm-up and is nothing at the end."""
    optimizer = torch.optim.SGD([{"params": [torch.zeros(1, requires_grad=True)], "lr": 0.0, "initial": 2.0}], lr=0.0)

    def rate(done: float) -> float:
        set_rate(optimizer, done, warmup=0.1)
        return float(optimizer.param_groups[0]["lr"])

    assert [rate(done) for done in (0.0, 0.05, 0.1, 0.55, 1.0)] == pytest.approx([0.0, 1.0, 2.0, 1.0, 0.0])

"""Tests of the losses: padding and neighbours in the batch do not count, and both losses mean the same."""

from __future__ import annotations

import pytest
import torch

from tests.workers.training.networks import LABELS, examples, tiny
from workers.training.examples import IGNORE
from workers.training.loss import LossWeights, collate, event_loss, pad
from workers.training.soft import label, pack, soft_loss, soften, unpack

pytestmark = pytest.mark.train

TRIGGER_ONLY = LossWeights(trigger=1.0, mode=0.0, modality=0.0, roles=0.0)


def test_rows_are_padded_to_one_width() -> None:
    """Rows keep their values and get the padding after them; no rows are an empty tensor of that width."""
    assert pad([[1], [2, 3]], 3, 9).tolist() == [[1, 9, 9], [2, 3, 9]]
    assert pad([], 3, 9).shape == (0, 3)


def test_padding_is_left_out() -> None:
    """Where an example is shorter than its batch, the mask is 0 and the targets are those that the loss ignores."""
    batch = collate(sorted(examples(), key=lambda example: len(example.ids))[:: len(examples()) - 1])
    short = int(batch.mask[0].sum())
    assert short < batch.mask.shape[1]
    assert (batch.trigger[0, short:] == IGNORE).all()
    assert (batch.ids[0, short:] == 0).all()


@pytest.mark.parametrize("nth", range(3))
def test_the_loss_of_a_batch_is_that_of_its_tokens(nth: int) -> None:
    """The trigger loss of two examples together is the mean over the tokens of both, so padding changes nothing."""
    model, pair = tiny().eval(), [examples()[nth], examples()[-1 - nth]]
    with torch.inference_mode():
        together = event_loss(model, collate(pair), TRIGGER_ONLY)
        alone = [event_loss(model, collate([example]), TRIGGER_ONLY) * len(example.ids) for example in pair]
    assert float(together) == pytest.approx(float(sum(alone)) / sum(len(e.ids) for e in pair), abs=1e-5)


def test_a_sentence_without_events_has_a_loss() -> None:
    """Finding nothing is learnt as well, with either loss."""
    example = next(example for example in examples() if not example.events)
    model = tiny().eval()
    for value in (
        event_loss(model, collate([example]), LossWeights()),
        soft_loss(model, [soften(example, LABELS)], LossWeights(), pad_id=0),
    ):
        assert value.isfinite()
        value.backward()


def test_sure_soft_targets_mean_what_annotation_means() -> None:
    """On one example the two losses are the same number."""
    model, example = tiny().eval(), examples()[0]
    with torch.inference_mode():
        hard = event_loss(model, collate([example]), LossWeights())
        soft = soft_loss(model, [soften(example, LABELS)], LossWeights(), pad_id=0)
    assert float(hard) == pytest.approx(float(soft), abs=1e-5)


def test_beliefs_of_a_teacher_do_not_depend_on_its_batch() -> None:
    """A text has the same soft targets alone and beside a longer one, within half precision."""
    model = tiny().eval()
    short, long = sorted((example.ids for example in examples()), key=len)[:: len(examples()) - 1]
    alone, beside = label([model], [short], 0)[0], label([model], [short, long], 0)[0]
    assert alone.trigger.shape == (len(short), LABELS.trigger_tags)
    assert torch.allclose(alone.trigger.float(), beside.trigger.float(), atol=2e-2)


def test_beliefs_of_teachers_are_their_mean() -> None:
    """Two equal teachers believe what one of them does; a packed belief is the same after unpacking."""
    model, texts = tiny().eval(), [example.ids for example in examples()]
    one, two = label([model], texts, 0), label([model, model], texts, 0)
    for single, double, stored in zip(one, two, unpack(pack(one)), strict=True):
        assert torch.allclose(single.trigger.float(), double.trigger.float(), atol=1e-3)
        assert torch.allclose(single.roles.float(), double.roles.float(), atol=1e-3)
        assert stored.ids == single.ids
        for name in ("trigger", "positions", "mode", "modality", "roles", "weights"):
            assert torch.equal(getattr(stored, name), getattr(single, name))

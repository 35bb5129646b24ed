"""The losses: cross entropy of every head against annotated targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import nll_loss

from workers.model.network import EventModel
from workers.training.examples import IGNORE, Example


@dataclass(frozen=True, slots=True)
class TargetBatch:
    """Padded examples: ids, mask and trigger tags [B, T]; events [N, 2] as (row, token) with their mode [N],
    modality [N] and role tags [N, T].
    """

    ids: Tensor
    mask: Tensor
    trigger: Tensor
    events: Tensor
    mode: Tensor
    modality: Tensor
    roles: Tensor

    def to(self, device: torch.device) -> TargetBatch:
        """The same batch on ``device``."""
        return TargetBatch(*(getattr(self, name).to(device) for name in self.__slots__))


def pad(rows: Sequence[Sequence[int]], width: int, value: int) -> Tensor:
    """Rows of at most ``width`` integers as one tensor [len(rows), width]."""
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows], dtype=torch.int64).view(-1, width)


def collate(examples: Sequence[Example], pad_id: int = 0) -> TargetBatch:
    """Pad ``examples`` to the longest of them."""
    width = max(len(example.ids) for example in examples)
    pairs = [(row, event) for row, example in enumerate(examples) for event in example.events]
    return TargetBatch(
        ids=pad([example.ids for example in examples], width, pad_id),
        mask=pad([[1] * len(example.ids) for example in examples], width, 0),
        trigger=pad([example.trigger for example in examples], width, IGNORE),
        events=pad([(row, event.position) for row, event in pairs], 2, 0),
        mode=torch.tensor([event.mode for _, event in pairs], dtype=torch.int64),
        modality=torch.tensor([event.modality for _, event in pairs], dtype=torch.int64),
        roles=pad([event.roles for _, event in pairs], width, IGNORE),
    )


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each head counts."""

    trigger: float = 1.0
    mode: float = 0.3
    modality: float = 0.3
    roles: float = 1.0


def event_loss(model: EventModel, batch: TargetBatch, weights: LossWeights) -> Tensor:
    """The weighted sum of the heads' losses, a scalar. Roles are seen from the annotated triggers."""
    hidden = model.encode(batch.ids, batch.mask)
    scores = model.tag_tokens(hidden)
    tags = scores.trigger.flatten(0, 1).float()
    total = weights.trigger * nll_loss(tags, batch.trigger.flatten(), ignore_index=IGNORE)
    if not len(batch.events):
        return total
    row, token = batch.events[:, 0], batch.events[:, 1]
    roles = model.roles(hidden, batch.events)
    return (
        total
        + weights.mode * nll_loss(scores.mode[row, token].float(), batch.mode)
        + weights.modality * nll_loss(scores.modality[row, token].float(), batch.modality)
        + weights.roles * nll_loss(roles.flatten(0, 1).float(), batch.roles.flatten(), ignore_index=IGNORE)
    )

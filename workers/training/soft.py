"""Soft targets: what a teacher believes of a text, and the loss of a student that learns to believe the same.

Annotated texts are soft targets too, of a teacher that is sure: so one loss serves both, and a batch may mix them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import one_hot
from torch.nn.utils.rnn import pad_sequence

from workers.model.labels import Labels
from workers.model.network import EventModel
from workers.training.examples import Example
from workers.training.loss import LossWeights, pad


@dataclass(frozen=True, slots=True)
class SoftExample:
    """Token ids [T] and probabilities (half precision): trigger [T, tags]; for N triggers at ``positions`` [N],
    mode [N, modes], modality [N, 4], roles [N, T, role tags], and how much each trigger counts [N].
    """

    ids: tuple[int, ...]
    trigger: Tensor
    positions: Tensor
    mode: Tensor
    modality: Tensor
    roles: Tensor
    weights: Tensor


def soften(example: Example, labels: Labels) -> SoftExample:
    """An annotated example as soft targets with all belief on the annotation."""
    events = example.events
    length = len(example.ids)

    def belief(columns: Sequence[int] | Sequence[Sequence[int]], width: int) -> Tensor:
        return one_hot(torch.tensor(columns, dtype=torch.int64), width).half()

    return SoftExample(
        ids=example.ids,
        trigger=belief(example.trigger, labels.trigger_tags),
        positions=torch.tensor([event.position for event in events], dtype=torch.int64),
        mode=belief([event.mode for event in events], labels.mode_columns),
        modality=belief([event.modality for event in events], len(labels.modalities)),
        roles=belief([event.roles for event in events], labels.role_tags).view(-1, length, labels.role_tags),
        weights=torch.ones(len(events)),
    )


def label(model: EventModel, texts: Sequence[Sequence[int]], pad_id: int) -> list[SoftExample]:
    """What the teacher ``model`` believes of texts (its own token ids, special ones included), one batch."""
    width = max(map(len, texts))
    device = next(model.parameters()).device
    ids = pad(texts, width, pad_id).to(device)
    mask = pad([[1] * len(text) for text in texts], width, 0).to(device)
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
        scores = model(ids, mask)
    trigger, mode, modality, roles = (
        part.float().exp().half().cpu() for part in (scores.trigger, scores.mode, scores.modality, scores.roles)
    )
    candidates = scores.candidates.cpu()
    examples = []
    for row, text in enumerate(texts):
        mine = candidates[:, 0] == row
        positions = candidates[mine, 1]
        examples.append(
            SoftExample(
                ids=tuple(text),
                trigger=trigger[row, : len(text)].clone(),
                positions=positions,
                mode=mode[row, positions],
                modality=modality[row, positions],
                roles=roles[mine, : len(text)].clone(),
                weights=trigger[row, positions, 1::2].float().sum(dim=-1),
            )
        )
    return examples


def cross_entropy(log_probabilities: Tensor, belief: Tensor) -> Tensor:
    """Cross entropy of soft targets, over the last axis: [..., C] and [..., C] to [...]."""
    return -(belief.float() * log_probabilities.float()).sum(dim=-1)


def soft_loss(model: EventModel, examples: Sequence[SoftExample], weights: LossWeights, pad_id: int) -> Tensor:
    """The weighted sum of the heads' cross entropies against soft targets, a scalar; triggers count by belief."""
    device = next(model.parameters()).device
    width = max(len(example.ids) for example in examples)
    mask = pad([[1] * len(example.ids) for example in examples], width, 0).to(device)
    hidden = model.encode(pad([example.ids for example in examples], width, pad_id).to(device), mask)
    scores = model.tag_tokens(hidden)
    trigger = pad_sequence([example.trigger.float() for example in examples], batch_first=True).to(device)
    total = weights.trigger * cross_entropy(scores.trigger, trigger).sum() / mask.sum()
    pairs = torch.tensor([(row, at) for row, e in enumerate(examples) for at in e.positions.tolist()], device=device)
    if not len(pairs):
        return total
    row, token = pairs[:, 0], pairs[:, 1]
    belief = torch.cat([example.weights for example in examples]).to(device)
    # Half precision saves the disk; autocast on a CPU cannot join such tensors.
    roles = torch.cat([torch.nn.functional.pad(e.roles.float(), (0, 0, 0, width - len(e.ids))) for e in examples])
    role_loss = cross_entropy(model.roles(hidden, pairs), roles.to(device)).sum(dim=-1) / mask[row].sum(dim=-1)
    mode = torch.cat([example.mode.float() for example in examples]).to(device)
    modality = torch.cat([example.modality.float() for example in examples]).to(device)
    each = (
        weights.mode * cross_entropy(scores.mode[row, token], mode)
        + weights.modality * cross_entropy(scores.modality[row, token], modality)
        + weights.roles * role_loss
    )
    return total + (each * belief).sum() / belief.sum().clamp(min=1.0)

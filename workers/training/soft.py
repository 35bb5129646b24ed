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


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What several teachers believe of a batch on average, as EventScores has it but in probabilities."""

    trigger: Tensor
    mode: Tensor
    modality: Tensor
    candidates: Tensor
    roles: Tensor


def believe(models: Sequence[EventModel], ids: Tensor, mask: Tensor) -> Beliefs:
    """The mean of what ``models`` say of ids and mask, both [B, T]; all see roles from the same candidates."""
    states = [model.encode(ids, mask) for model in models]
    scores = [model.tag_tokens(hidden) for model, hidden in zip(models, states, strict=True)]
    trigger = mean([each.trigger for each in scores])
    candidates = models[0].candidates(trigger.log(), mask)
    return Beliefs(
        trigger=trigger,
        mode=mean([each.mode for each in scores]),
        modality=mean([each.modality for each in scores]),
        candidates=candidates,
        roles=mean([model.roles(hidden, candidates) for model, hidden in zip(models, states, strict=True)]),
    )


def mean(log_probabilities: Sequence[Tensor]) -> Tensor:
    """The mean probability, in single precision."""
    return torch.stack([each.float().exp() for each in log_probabilities]).mean(dim=0)


def label(models: Sequence[EventModel], texts: Sequence[Sequence[int]], pad_id: int) -> list[SoftExample]:
    """What the teachers ``models`` believe of texts (their own token ids, special ones included), one batch."""
    width = max(map(len, texts))
    device = next(models[0].parameters()).device
    ids = pad(texts, width, pad_id).to(device)
    mask = pad([[1] * len(text) for text in texts], width, 0).to(device)
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
        beliefs = believe(models, ids, mask)
    trigger, mode, modality, roles = (
        part.half().cpu() for part in (beliefs.trigger, beliefs.mode, beliefs.modality, beliefs.roles)
    )
    candidates = beliefs.candidates.cpu()
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


def pack(examples: Sequence[SoftExample]) -> dict[str, Tensor]:
    """Many soft examples as a few tensors, which are written and read in seconds."""
    return {
        "ids": torch.tensor([token for example in examples for token in example.ids]),
        "tokens": torch.tensor([len(example.ids) for example in examples]),
        "events": torch.tensor([len(example.positions) for example in examples]),
        "roles": torch.cat([example.roles.flatten(0, 1) for example in examples]),
        **{
            name: torch.cat([getattr(example, name) for example in examples])
            for name in ("trigger", "positions", "mode", "modality", "weights")
        },
    }


def unpack(packed: dict[str, Tensor]) -> list[SoftExample]:
    """The examples that ``pack`` was given."""
    tokens, events = packed["tokens"].tolist(), packed["events"].tolist()
    sizes = list(zip(tokens, events, strict=True))
    by_token = [packed[name].split(tokens) for name in ("ids", "trigger")]
    by_event = [packed[name].split(events) for name in ("positions", "mode", "modality", "weights")]
    roles = packed["roles"].split([length * count for length, count in sizes])
    return [
        SoftExample(
            tuple(ids.tolist()), trigger, positions, mode, modality, tags.view(count, length, tags.shape[-1]), weights
        )
        for (length, count), ids, trigger, positions, mode, modality, weights, tags in zip(
            sizes, *by_token, *by_event, roles, strict=True
        )
    ]


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

"""The loop: shuffled batches by token budget, AdamW, linear warm-up and decay, checkpoints that can be resumed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from torch import Tensor
from tqdm import tqdm

from workers.model.network import EventModel


class Sized(Protocol):
    """An example that knows its token ids."""

    @property
    def ids(self) -> Sequence[int]:
        """Token ids."""
        ...


Item = TypeVar("Item", bound=Sized)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn. Rates are per step of about ``batch_tokens`` padded tokens."""

    epochs: int = 14
    batch_tokens: int = 768
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    weight_decay: float = 0.01
    bfloat16: bool = False
    seed: int = 1


def token_batches(examples: Sequence[Item], budget: int, rng: random.Random) -> list[list[Item]]:
    """Batches of like length, at most ``budget`` padded tokens each (one example at least), in random order."""
    order = sorted(examples, key=lambda example: (len(example.ids) + rng.uniform(-3, 3), rng.random()))
    batches: list[list[Item]] = []
    for example in order:
        if batches and max(len(e.ids) for e in (*batches[-1], example)) * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(example)
        else:
            batches.append([example])
    rng.shuffle(batches)
    return batches


def optimizer_for(model: EventModel, schedule: Schedule) -> torch.optim.AdamW:
    """AdamW with a slow rate for the encoder and a fast one for the heads."""
    encoder = list(model.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in model.parameters() if id(parameter) not in known]
    groups = [
        {"params": encoder, "lr": schedule.encoder_rate, "initial": schedule.encoder_rate},
        {"params": heads, "lr": schedule.head_rate, "initial": schedule.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=schedule.weight_decay, fused=True)


def set_rate(optimizer: torch.optim.Optimizer, done: float, warmup: float) -> None:
    """Set the rates for the fraction ``done`` of the training: linear up to ``warmup``, then linear to zero."""
    factor = done / warmup if done < warmup else (1.0 - done) / (1.0 - warmup)
    for group in optimizer.param_groups:
        group["lr"] = group["initial"] * factor


def resume(path: Path, model: EventModel, optimizer: torch.optim.Optimizer) -> int:
    """Load the checkpoint at ``path`` when there is one; answers the number of epochs done."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location=next(model.parameters()).device, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["epochs"])


def save(path: Path, state: Mapping[str, object]) -> None:
    """Write ``state`` to ``path`` whole or not at all, whenever the training is interrupted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, unfinished := path.with_suffix(".unfinished"))
    unfinished.replace(path)


def fit(
    model: EventModel,
    examples: Sequence[Item],
    loss: Callable[[EventModel, list[Item]], Tensor],
    schedule: Schedule,
    checkpoint: Path,
) -> Iterator[tuple[int, float]]:
    """Train ``model`` in place; yields (epoch, mean loss) after each epoch, whose state is then in ``checkpoint``."""
    optimizer = optimizer_for(model, schedule)
    device = next(model.parameters()).device
    for epoch in range(resume(checkpoint, model, optimizer), schedule.epochs):
        rng = random.Random(schedule.seed * 1000 + epoch)
        torch.manual_seed(schedule.seed * 1000 + epoch)
        batches = token_batches(examples, schedule.batch_tokens, rng)
        total = torch.zeros((), device=device)  # summed where it is: a GPU need not wait for each step
        model.train()
        for step, batch in enumerate(tqdm(batches, desc=f"epoch {epoch + 1}/{schedule.epochs}", mininterval=5)):
            set_rate(optimizer, (epoch + step / len(batches)) / schedule.epochs, schedule.warmup)
            with torch.autocast(device.type, torch.bfloat16) if schedule.bfloat16 else nullcontext():
                value = loss(model, batch)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += value.detach()
        model.eval()
        save(checkpoint, {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1})
        yield epoch + 1, float(total) / len(batches)

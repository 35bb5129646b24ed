"""Fine-tuning: the architecture of the default model for an ontology and annotation of one's own.

One network learns from the annotation alone, without a teacher: what a team has at its start.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from shared.ontology import Ontology
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.evaluate import Evaluation
from workers.model.labels import Labels
from workers.model.network import EventModel
from workers.training.examples import Example, encode_example
from workers.training.export import Publication
from workers.training.loop import Schedule, fit
from workers.training.loss import LossWeights, collate, event_loss
from workers.training.pretrained import Pretrained
from workers.training.publish import publish

LEAST_BATCH = 96
"""Padded tokens of a batch, at least."""
LEAST_STEPS = 16
"""Steps that an epoch should have: few texts are read in smaller batches."""
SAMPLE = 200
"""Training texts that are a sample for the export, at most."""
HELD_OUT = 10
"""Without validation texts one text in so many is held out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTuning:
    """What is learnt, from what, on which encoder and how long."""

    ontology: Ontology
    train: Sequence[AnnotatedText]
    validation: Sequence[AnnotatedText]
    encoder: Pretrained
    schedule: Schedule
    weights: LossWeights
    max_tokens: int = 256

    @property
    def labels(self) -> Labels:
        """The columns of the heads."""
        return Labels.of(self.ontology)

    def learn(self, checkpoint: Path, device: torch.device) -> EventModel:
        """The trained network; an interrupted training goes on from ``checkpoint``."""
        tokenizer, pad_id = self.encoder.tokenizer(), self.encoder.pad_id
        examples = [encode_example(record, tokenizer, self.labels, self.max_tokens) for record in self.train]
        model = self.encoder.network(self.labels, self.schedule.seed).to(device)

        def loss(model: EventModel, batch: list[Example]) -> Tensor:
            return event_loss(model, collate(batch, pad_id).to(device), self.weights)

        tokens = sum(len(example.ids) for example in examples)
        batch_tokens = max(LEAST_BATCH, min(self.schedule.batch_tokens, tokens // LEAST_STEPS))
        schedule = replace(self.schedule, batch_tokens=batch_tokens)
        for epoch, value in fit(model, examples, loss, schedule, checkpoint):
            print(f"epoch {epoch}: loss {value:.4f}")
        return model


def hold_out(records: Sequence[AnnotatedText]) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    """Texts to train on and texts to validate on: every tenth of them."""
    held = [record for number, record in enumerate(records, 1) if number % HELD_OUT == 0]
    return [record for number, record in enumerate(records, 1) if number % HELD_OUT], held


def finetune(work: FineTuning, folder: Path, device: torch.device, *, name: str, version: str) -> Evaluation:
    """Train and write the artefact to ``folder``; what it takes meanwhile is kept beside it and removed at the end."""
    scratch = folder.with_name(f"{folder.name}.training")
    model = work.learn(scratch / "checkpoint.pt", device)
    publication = Publication(
        model=model,
        tokenizer=work.encoder.tokenizer(),
        ontology=work.ontology,
        name=name,
        version=version,
        max_tokens=work.max_tokens,
        trained_on=(f"{len(work.train):,} annotated texts", f"{work.encoder.name} (Apache-2.0), the encoder"),
        licence="the owner's",
        sample=tuple(record.text for record in work.train[:SAMPLE]),
    )
    _, evaluation = publish(publication, folder, work.validation)
    shutil.rmtree(scratch, ignore_errors=True)
    return evaluation

"""A network that is small enough to train in a test, with the word pieces of the real one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from shared.ontology import load_ontology
from tests.workers.training.news import NEWS
from workers.model.config import EventModelConfig
from workers.model.labels import Labels
from workers.model.network import EventModel
from workers.training.examples import Example, encode_example
from workers.training.pretrained import minilm

LABELS = Labels.of(load_ontology())
HIDDEN = 64
EXPORT_WARNINGS = (
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
    pytest.mark.filterwarnings("ignore:Exporting aten:UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
)
"""Marks for tests that export a network: torch warns of its own exporter, whose result the parity check holds."""


@cache
def tokenizer() -> Tokenizer:
    """The word pieces of the small encoder."""
    return minilm(Path()).tokenizer()


def examples() -> list[Example]:
    """The invented news as examples."""
    return [encode_example(record, tokenizer(), LABELS, 256) for record in NEWS]


def tiny(seed: int = 1) -> EventModel:
    """Two layers of BERT with random weights."""
    torch.manual_seed(seed)
    encoder = {
        "model_type": "bert",
        "vocab_size": tokenizer().get_vocab_size(),
        "hidden_size": HIDDEN,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 2 * HIDDEN,
        "max_position_embeddings": 256,
    }
    return EventModel(
        EventModelConfig(
            encoder=encoder,
            trigger_tags=LABELS.trigger_tags,
            mode_columns=LABELS.mode_columns,
            modalities=len(LABELS.modalities),
            role_tags=LABELS.role_tags,
            argument_size=32,
        )
    )

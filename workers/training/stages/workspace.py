"""Workspace: where a training keeps its intermediate results, and what all stages share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from shared.ontology import Ontology, load_ontology
from workers.evaluation.annotation import AnnotatedText
from workers.model.labels import Labels
from workers.training.corpora.handwritten import read_handwritten
from workers.training.corpora.news import read_news
from workers.training.examples import Example, encode_example
from workers.training.pretrained import PRETRAINED, Pretrained
from workers.training.recipes.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Workspace:
    """The data folder, the hand-written corpus, the folder for results, the recipe and the device."""

    data: Path
    corpus: Path
    folder: Path
    recipe: Recipe
    device: torch.device

    @property
    def ontology(self) -> Ontology:
        """What is learnt."""
        return load_ontology()

    @property
    def labels(self) -> Labels:
        """The columns of the heads."""
        return Labels.of(self.ontology)

    def pretrained(self, name: str) -> Pretrained:
        """An encoder by name."""
        return PRETRAINED[name](self.folder / "pretrained")

    def records(self) -> tuple[AnnotatedText, ...]:
        """All annotation to train on: the annotated news and the hand-written corpus."""
        return (*read_news(self.data, "train"), *read_handwritten(self.corpus, "train"))

    def examples(self, encoder: str) -> list[Example]:
        """All annotation as examples for ``encoder``."""
        tokenizer = self.pretrained(encoder).tokenizer()
        return [encode_example(record, tokenizer, self.labels, self.recipe.max_tokens) for record in self.records()]

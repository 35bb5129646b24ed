"""Sources of text without annotation, by name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from workers.training.corpora.muc4 import read_muc4
from workers.training.corpora.synthetic import read_synthetic
from workers.training.corpora.unlabelled import read_unlabelled

SOURCES: dict[str, Callable[[Path], Iterator[str]]] = {
    "news": read_unlabelled,
    "synthetic": read_synthetic,
    "muc4": read_muc4,
}
DESCRIPTIONS = {
    "news": "Voice of America news 2004-2010 (public domain)",
    "synthetic": "NGEC's machine-written news stories (MIT)",
    "muc4": "MUC-4 reports (FBIS, free of charge)",
}


def draw(data: Path, wanted: Mapping[str, int], seed: int = 0) -> list[str]:
    """So many different sentences of each source, drawn at random but the same for the same data and seed.

    Raises:
        FileNotFoundError: when the data folder lacks a source.
        KeyError: when there is no such source.
    """
    rng = random.Random(seed)
    drawn: list[str] = []
    for source, count in wanted.items():
        texts = list(dict.fromkeys(SOURCES[source](data)))
        drawn += rng.sample(texts, min(count, len(texts)))
    return drawn

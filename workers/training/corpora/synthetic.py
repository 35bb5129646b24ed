"""NGEC's machine-written news stories (MIT), as text to label: PLOVER's events, later than the annotated news."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from workers.pipeline.sentences import split_sentences


def read_synthetic(data: Path) -> Iterator[str]:
    """The sentences of all stories, in the order of the file.

    Raises:
        FileNotFoundError: when the data folder has none.
    """
    with gzip.open(data / "ngec_synthetic" / "synthetic_events.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for story in csv.DictReader(lines):
            text = story["text"].strip()
            yield from (" ".join(span.of(text).split()) for span in split_sentences(text))

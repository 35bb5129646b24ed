"""MUC-4's reports on terrorism in Latin America (FBIS; free of charge), lower case, as text to label."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

SENTENCE_END = re.compile(r"(?<=[.!?])\s{2,}")
"""Lower case hides where sentences begin; the reports put two spaces there."""


def read_muc4(data: Path) -> Iterator[str]:
    """The sentences of all training reports, in the order of the file.

    Raises:
        FileNotFoundError: when the data folder has none.
    """
    with gzip.open(data / "muc4" / "train.json.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["doctext"]
            yield from (" ".join(sentence.split()) for sentence in SENTENCE_END.split(text) if sentence.strip())

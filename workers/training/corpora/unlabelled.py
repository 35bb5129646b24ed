"""News sentences without annotation (news/unlabelled.jsonl.gz), for a teacher to label."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path


def read_unlabelled(data: Path) -> Iterator[str]:
    """The texts in running order.

    Raises:
        FileNotFoundError: when the data folder has none.
    """
    with gzip.open(data / "news" / "unlabelled.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]

"""News sentences without annotation (news/unlabelled.jsonl.gz), for a teacher to label."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path


def read_unlabelled(data: Path, limit: int) -> tuple[str, ...]:
    """The first ``limit`` texts in running order.

    Raises:
        FileNotFoundError: when the data folder has none.
    """
    with gzip.open(data / "news" / "unlabelled.jsonl.gz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line)["text"] for line in islice(lines, limit))

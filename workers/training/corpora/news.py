"""The annotated news sentences (news/train.jsonl, news/val.jsonl)."""

from __future__ import annotations

from pathlib import Path

from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.texts import read_annotated


def read_news(data: Path, part: str) -> tuple[AnnotatedText, ...]:
    """The records of ``part`` ("train" or "val") under the data folder.

    Raises:
        FileNotFoundError: when the data folder has no such part.
        pydantic.ValidationError: when a line is not a record of the codebook's form.
    """
    return read_annotated(data / "news" / f"{part}.jsonl")

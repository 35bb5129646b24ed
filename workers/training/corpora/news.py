"""The annotated news sentences (news/train.jsonl, news/val.jsonl)."""

from __future__ import annotations

from pathlib import Path

from workers.training.corpora.record import AnnotatedText


def read_news(data: Path, part: str) -> tuple[AnnotatedText, ...]:
    """The records of ``part`` ("train" or "val") under the data folder.

    Raises:
        FileNotFoundError: when the data folder has no such part.
        pydantic.ValidationError: when a line is not a record of the codebook's form.
    """
    lines = (data / "news" / f"{part}.jsonl").read_text("utf-8").splitlines()
    return tuple(AnnotatedText.model_validate_json(line) for line in lines if line.strip())

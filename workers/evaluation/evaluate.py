"""Evaluate the whole extractor, from text to events, on annotated texts.

python -m workers.evaluation.evaluate TEXTS.jsonl [--model FOLDER]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from shared.articles import Article
from shared.settings import Settings
from workers.evaluation.annotation import AnnotatedText, annotation_of, read_annotated
from workers.evaluation.report import table
from workers.evaluation.scores import Scores, score
from workers.pipeline.extractor import Extractor, build_extractor


def evaluate(extractor: Extractor, records: Iterable[AnnotatedText]) -> Scores:
    """The scores of ``extractor`` on ``records``."""
    return score(
        (record.events, annotation_of(extractor.extract(Article(text=record.text, published_at=record.date))))
        for record in records
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Score the extractor on annotated texts.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    extractor = build_extractor(Settings(model=options.model))
    print(table(evaluate(extractor, read_annotated(options.texts))))


if __name__ == "__main__":
    main()

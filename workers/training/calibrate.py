"""Calibration: the least probability of a trigger, chosen by the score of the whole extractor.

One number for all types: on a few hundred annotated events, one for each type would follow chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shared.articles import Article, ExtractionOptions
from shared.events import Extraction
from workers.evaluation.annotation import AnnotatedText, annotation_of
from workers.evaluation.scores import score
from workers.pipeline.assembly import select

THRESHOLDS = tuple(step / 50 for step in range(36))
"""What is tried: 0 to 0.7."""
MEASURE = "trigger+type"


def best_threshold(extract: Callable[[Article], Extraction], records: Iterable[AnnotatedText]) -> float:
    """The least probability with the best F1 of trigger and type on ``records``; of equal ones the lowest."""
    found = [(record, extract(Article(text=record.text))) for record in records]

    def f1(threshold: float) -> float:
        kept = ((record.events, annotation_of(above(extraction, threshold))) for record, extraction in found)
        return score(kept).measures[MEASURE].f1

    return max(THRESHOLDS, key=f1)


def above(extraction: Extraction, threshold: float) -> Extraction:
    """The extraction without the events that are less probable."""
    kept = select(extraction.events, ExtractionOptions(min_confidence=threshold))
    return extraction.model_copy(update={"events": kept})

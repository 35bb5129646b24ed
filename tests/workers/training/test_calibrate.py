"""Calibration: the threshold that events are found best with."""

from __future__ import annotations

import pytest

from shared.articles import Article
from shared.events import Extraction, ModelInfo, Stats
from shared.ontology import load_ontology
from shared.spans import Span
from workers.evaluation.annotation import AnnotatedEvent, AnnotatedText
from workers.pipeline.assembly import assemble
from workers.pipeline.records import ScoredEvent
from workers.training.calibrate import best_threshold

pytestmark = pytest.mark.train

TEXT = "Troops attacked and fled."
RIGHT, WRONG = Span(7, 15), Span(20, 24)
GOLD = AnnotatedText(id="1", text=TEXT, events=(AnnotatedEvent(trigger=RIGHT, type="ASSAULT", modality="asserted"),))


@pytest.mark.parametrize(
    ("right", "wrong", "threshold"), [(0.8, 0.5, 0.52), (0.8, 0.9, 0.0), (0.8, None, 0.0), (0.31, 0.29, 0.3)]
)
def test_the_lowest_threshold_that_scores_best_is_taken(right: float, wrong: float | None, threshold: float) -> None:
    """It cuts off what is wrong when that is less probable than what is right, and nothing else."""
    found = [
        ScoredEvent("ASSAULT", None, "asserted", span, 0, confidence, ())
        for span, confidence in ((RIGHT, right), (WRONG, wrong))
        if confidence is not None
    ]

    def extract(article: Article) -> Extraction:
        return Extraction(
            model=ModelInfo(name="m", version="1", sha256="0"),
            ontology="o",
            language="en",
            sentences=((0, len(article.text)),),
            events=assemble(article.text, found, load_ontology(), None),
            stats=Stats(sentences=1, tokens=5, ms={}),
        )

    assert threshold == best_threshold(extract, [GOLD])

"""Evaluation: what is counted of each text, and the reports."""

from __future__ import annotations

import pytest

from shared.articles import Article
from shared.events import Event, Extraction, PloverCode, Trigger
from shared.spans import Span
from tests.workers.evaluation.extractions import extraction_of
from workers.evaluation.annotation import AnnotatedEvent, AnnotatedText
from workers.evaluation.evaluate import evaluate, length_of
from workers.evaluation.reliability import Judged, calibration_error, reliability
from workers.evaluation.report import headline, report


def found(start: int, confidence: float, name: str = "AID") -> Event:
    """A found event of one word."""
    return Event(
        id="e1",
        type=name,
        label="",
        modality="asserted",
        confidence=confidence,
        trigger=Trigger(text="x" * 3, start=start, end=start + 3),
        sentence=0,
        quad_class=None,
        intensity=None,
        cameo_root=None,
        plover=PloverCode(event=name),
    )


GOLD = AnnotatedText(
    id="1",
    text="aid and aid and aid",
    events=(
        AnnotatedEvent(trigger=Span(0, 3), type="AID", modality="asserted"),
        AnnotatedEvent(trigger=Span(8, 11), type="AID", modality="future"),
    ),
)


def extract(article: Article) -> Extraction:
    """A right event, one of the wrong type, and one that is not there."""
    return extraction_of(article, (found(0, 0.95), found(8, 0.45, "COERCE"), found(16, 0.41)))


def test_every_found_event_is_judged_with_its_confidence() -> None:
    """Right is what the annotation has with trigger and type."""
    evaluation = evaluate(extract, [GOLD])

    assert evaluation.texts == 1
    assert evaluation.judged == [Judged(0.95, right=True), Judged(0.45, right=False), Judged(0.41, right=False)]
    assert headline(evaluation)["trigger+type"] == 40.0
    assert evaluation.lengths["up to 15 words"].measures["trigger"].right == 2
    assert evaluation.lengths["16 to 30 words"].measures["trigger"].gold == 0


@pytest.mark.parametrize(
    ("words", "name"),
    [(15, "up to 15 words"), (16, "16 to 30 words"), (30, "16 to 30 words"), (31, "more than 30 words")],
)
def test_texts_are_classed_by_their_words(words: int, name: str) -> None:
    """The limits belong to the shorter class."""
    assert length_of("word " * words) == name


def test_calibration_error_weighs_each_tenth_by_its_events() -> None:
    """Two events at 0.9 of which one is right are off by 0.4; one at 0.1 that is wrong by 0.1."""
    judged = [Judged(0.9, right=True), Judged(0.9, right=False), Judged(0.1, right=False)]

    assert calibration_error(judged) == pytest.approx((2 * 0.4 + 1 * 0.1) / 3)
    assert [bin.events for bin in reliability(judged)] == [1, 2]
    assert calibration_error([]) == 0.0
    assert reliability([Judged(1.0, right=True)])[0].right == 1.0


def test_the_report_names_all_that_was_counted() -> None:
    """Types, modalities, lengths and calibration stand in it."""
    text = report(evaluate(extract, [GOLD]))

    for words in ("trigger+type+mode", "  AID", "  future", "more than 30 words", "expected calibration error 0."):
        assert words in text

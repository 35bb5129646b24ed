"""Calibration: what confidence means, and the thresholds that events are found best with."""

from __future__ import annotations

import random

import pytest

from shared.events import Extraction, ModelInfo, Stats
from shared.ontology import load_ontology
from shared.spans import Span
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent, AnnotatedText
from workers.evaluation.reliability import Judged, calibration_error
from workers.pipeline.assembly import assemble
from workers.pipeline.records import ScoredArgument, ScoredEvent
from workers.training.calibrate import Read, best_thresholds, fit_calibration, judge_arguments

pytestmark = pytest.mark.train

TEXT = "Troops attacked and fled."
RIGHT, WRONG, ACTOR = Span(7, 15), Span(20, 24), Span(0, 6)
GOLD = AnnotatedText(
    id="1",
    text=TEXT,
    events=(
        AnnotatedEvent(
            trigger=RIGHT,
            type="ASSAULT",
            modality="asserted",
            arguments=(AnnotatedArgument(role="actor", span=ACTOR),),
        ),
    ),
)
TYPES = load_ontology().type_names


def read(right: float, wrong: float | None, *roles: str) -> Read:
    """The text with a right and a wrong event of these confidences, the right one with its actor in these roles."""
    found = [
        ScoredEvent("ASSAULT", None, "asserted", span, 0, confidence, arguments)
        for span, confidence, arguments in (
            (RIGHT, right, tuple(ScoredArgument(role, ACTOR, 0.5) for role in roles)),
            (WRONG, wrong, ()),
        )
        if confidence is not None
    ]
    extraction = Extraction(
        model=ModelInfo(name="m", version="1", sha256="0"),
        ontology="o",
        language="en",
        sentences=((0, len(TEXT)),),
        events=assemble(TEXT, found, load_ontology(), None),
        stats=Stats(sentences=1, tokens=5, ms={}),
    )
    return Read(GOLD, extraction)


@pytest.mark.parametrize(
    ("right", "wrong", "threshold"), [(0.8, 0.5, 0.52), (0.8, 0.9, 0.0), (0.8, None, 0.0), (0.31, 0.29, 0.3)]
)
def test_the_lowest_threshold_that_scores_best_is_taken(right: float, wrong: float | None, threshold: float) -> None:
    """It cuts off what is wrong when that is less probable than what is right, and nothing else."""
    assert best_thresholds([read(right, wrong)], TYPES)["ASSAULT"] == threshold


def test_a_type_without_events_leans_on_the_others() -> None:
    """A type that the validation texts lack takes the threshold that is best for all of them."""
    thresholds = best_thresholds([read(0.8, 0.5)], TYPES)

    assert set(thresholds) == set(TYPES)
    assert thresholds["AID"] == thresholds["ASSAULT"]


def test_nothing_to_learn_from_changes_nothing() -> None:
    """Without validation texts probabilities stay as they are and no event is cut off."""
    assert fit_calibration([]).confidence(0.37) == 0.37
    assert set(best_thresholds([], TYPES).values()) == {0.0}


def test_overconfidence_is_unlearnt() -> None:
    """After fitting, confidence agrees with how often events are right, where before it was far off."""
    rng = random.Random(3)
    raw = [rng.uniform(0.5, 0.999) for _ in range(4000)]
    judged = [Judged(p, rng.random() < p**3) for p in raw]
    line = fit_calibration(judged)

    assert calibration_error(judged) > 0.15
    assert calibration_error([Judged(line.confidence(event.confidence), event.right) for event in judged]) < 0.04


def test_confidence_keeps_the_order_of_probabilities() -> None:
    """What was more probable stays so, and all stays between 0 and 1, at the very ends too."""
    line = fit_calibration([Judged(0.9, right=True), Judged(0.8, right=False), Judged(0.3, right=False)] * 20)
    values = [line.confidence(p) for p in (0.0, 1e-12, 0.2, 0.5, 0.9, 1.0)]

    assert values == sorted(values)
    assert all(0.0 <= value <= 1.0 for value in values)


def test_arguments_are_judged_by_role_and_place() -> None:
    """An argument is right when the annotated event has one of its role there; those of wrong events do not count."""
    assert [event.right for event in judge_arguments([read(0.8, 0.9, "actor", "recipient")])] == [True, False]

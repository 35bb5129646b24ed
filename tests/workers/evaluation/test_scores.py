"""Scores: worked examples, counted by hand."""

from __future__ import annotations

import pytest

from shared.spans import Span
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent
from workers.evaluation.matching import count_arguments, match_events
from workers.evaluation.report import table
from workers.evaluation.scores import score


def event(
    start: int,
    end: int,
    name: str = "CONSULT",
    modality: str = "asserted",
    mode: str | None = None,
    **roles: tuple[int, int],
) -> AnnotatedEvent:
    """An event with one argument a role."""
    arguments = tuple(AnnotatedArgument(role=role, span=Span(*span)) for role, span in roles.items())
    return AnnotatedEvent(trigger=Span(start, end), type=name, mode=mode, modality=modality, arguments=arguments)


def test_a_perfect_answer_scores_a_hundred() -> None:
    """What equals the annotation scores 100 in every measure, and the macro counts types with five events."""
    gold = [event(at, at + 3, actor=(at + 4, at + 6)) for at in range(0, 50, 10)]

    scores = score([(gold, gold)])
    assert {tally.f1 for tally in scores.measures.values()} == {100.0}
    assert scores.macro_f1 == 100.0


def test_each_measure_counts_its_own_fault() -> None:
    """A wrong modality, mode, type or a missed event costs just where it should."""
    gold = [event(0, 3, actor=(4, 6)), event(10, 13), event(20, 23), event(30, 33)]
    found = [event(0, 3, modality="future", actor=(5, 9)), event(10, 13, mode="visit"), event(20, 23, "AID")]
    scores = score([(gold, found)]).measures

    assert (3, 4, 3) == (scores["trigger"].right, scores["trigger"].gold, scores["trigger"].found)
    assert 2 == scores["trigger+type"].right
    assert 1 == scores["trigger+type+mode"].right == scores["trigger+type+modality"].right
    assert (1, 0) == (scores["argument"].right, scores["argument exact"].right)


def test_same_type_wins_over_exact_span() -> None:
    """Of two overlapping answers the one of the right type is matched, though the other has the exact span."""
    gold, found = [event(0, 5)], [event(0, 5, "AID"), event(0, 9)]
    (match,) = match_events(gold, found)

    assert found[1] is match.found


@pytest.mark.parametrize(("exact", "expected"), [(False, 1), (True, 0)])
def test_an_argument_is_used_once(exact: bool, expected: int) -> None:
    """One found argument stands for one annotated argument of its role at most."""
    gold = [AnnotatedArgument(role="actor", span=Span(0, 4)), AnnotatedArgument(role="actor", span=Span(5, 9))]
    found = [AnnotatedArgument(role="actor", span=Span(0, 9)), AnnotatedArgument(role="object", span=Span(0, 4))]

    assert expected == count_arguments(gold, found, exact=exact)


def test_the_table_names_measures_types_and_roles() -> None:
    """The report has a line a measure, type and role."""
    text = table(score([([event(0, 3, actor=(4, 6))], [])]))

    assert all(name in text for name in ("trigger+type+modality", "CONSULT", "actor", "macro F1"))

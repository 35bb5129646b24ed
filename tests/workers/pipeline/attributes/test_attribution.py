"""Attribution: which statement reports an event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.spans import Span
from workers.pipeline.attributes.attribution import reporters
from workers.pipeline.records import ScoredArgument, ScoredEvent


def event(event_type: str, at: int, *contents: tuple[int, int]) -> ScoredEvent:
    """An event with a trigger of one character and these contents."""
    arguments = tuple(ScoredArgument("content", Span(*content), 1.0) for content in contents)
    return ScoredEvent(event_type, None, "asserted", Span(at, at + 1), 0, 1.0, arguments)


REPORTED = {
    "nothing": ([], []),
    "no statement": ([event("ASSAULT", 0), event("AID", 5)], [None, None]),
    "said after": ([event("ASSAULT", 5), event("STATEMENT", 20, (0, 15))], [1, None]),
    "nested": ([event("STATEMENT", 0, (2, 50)), event("STATEMENT", 10, (12, 30)), event("ASSAULT", 20)], [None, 0, 1]),
    "behind nested": (
        [event("STATEMENT", 0, (2, 50)), event("STATEMENT", 10, (12, 30)), event("AID", 40)],
        [None, 0, 0],
    ),
    "at its end": ([event("STATEMENT", 0, (2, 10)), event("ASSAULT", 9), event("ASSAULT", 10)], [None, 0, None]),
    "at its start": ([event("STATEMENT", 0, (2, 10)), event("ASSAULT", 1), event("ASSAULT", 2)], [None, None, 0]),
    "other type": ([event("REQUEST", 4, (5, 30)), event("ASSAULT", 10)], [None, None]),
    "itself": ([event("STATEMENT", 5, (0, 20))], [None]),
    "crosswise": ([event("STATEMENT", 5, (0, 20)), event("STATEMENT", 10, (0, 20))], [None, None]),
    "two contents": ([event("ASSAULT", 1), event("STATEMENT", 5, (0, 4), (7, 9)), event("ASSAULT", 8)], [1, None, 1]),
}


@pytest.mark.parametrize("case", REPORTED)
def test_the_smallest_content_around_a_trigger_counts(case: str) -> None:
    """An event is reported by the nearest statement that says it, a statement only by one that says more."""
    events, expected = REPORTED[case]

    assert expected == list(reporters(events))


def test_a_trigger_that_leaves_the_content_is_not_reported() -> None:
    """All of a trigger lies in the content of the statement that reports it."""
    attack = ScoredEvent("ASSAULT", None, "asserted", Span(8, 12), 0, 1.0, ())

    assert [None, None] == list(reporters([event("STATEMENT", 0, (2, 10)), attack]))


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: (min(ends), max(ends)))
statements = st.builds(
    lambda at, contents: event("STATEMENT", at, *contents), st.integers(0, 30), st.lists(spans, max_size=2)
)


@given(st.lists(statements, max_size=8).map(lambda events: sorted(events, key=lambda each: each.trigger)))
def test_following_reports_ends(events: list[ScoredEvent]) -> None:
    """However contents overlap, no statement reports itself, at once or through others."""
    reporter_of = list(reporters(events))

    for index, reporter in enumerate(reporter_of):
        passed, at = {index}, reporter
        while at is not None:
            assert at not in passed
            passed.add(at)
            at = reporter_of[at]

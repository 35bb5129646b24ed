"""Attribution: which statement reports an event."""

from __future__ import annotations

from shared.spans import Span
from workers.pipeline.attributes.attribution import reporters
from workers.pipeline.records import ScoredArgument, ScoredEvent


def event(event_type: str, at: int, *contents: tuple[int, int]) -> ScoredEvent:
    """An event with a trigger of one character and these contents."""
    arguments = tuple(ScoredArgument("content", Span(*content), 1.0) for content in contents)
    return ScoredEvent(event_type, None, "asserted", Span(at, at + 1), 0, 1.0, arguments)


def test_the_smallest_content_around_a_trigger_counts() -> None:
    """An event is reported by the statement nearest to it, and that one by the statement around it."""
    events = [event("STATEMENT", 0, (2, 50)), event("STATEMENT", 10, (12, 30)), event("ASSAULT", 20)]

    assert [None, 0, 1] == list(reporters(events))


def test_what_lies_outside_is_not_reported() -> None:
    """The content's end is no part of it, and contents of other events report nothing."""
    events = [event("STATEMENT", 0, (2, 10)), event("REQUEST", 4, (5, 30)), event("ASSAULT", 10)]

    assert [None, 0, None] == list(reporters(events))


def test_no_two_statements_report_each_other() -> None:
    """Where contents overlap crosswise, following the reports still ends."""
    events = [event("STATEMENT", 5, (0, 20)), event("STATEMENT", 10, (0, 20))]

    assert [None, None] == list(reporters(events))


def test_a_statement_does_not_report_itself() -> None:
    """A trigger inside its own content is nothing to report."""
    assert [None] == list(reporters([event("STATEMENT", 5, (0, 20))]))

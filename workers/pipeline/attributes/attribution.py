"""Attribution: which statement reports an event."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shared.spans import Span
from workers.pipeline.records import ScoredEvent


class Report(NamedTuple):
    """The content of a statement; ``statement`` is its index among the events."""

    span: Span
    statement: int


def reporters(events: Sequence[ScoredEvent]) -> Iterator[int | None]:
    """For each event, in the order of their triggers: the index of the statement whose content holds its trigger.

    The smallest content wins. A statement is only reported by one of larger content, so that following reports from
    event to event always ends. Contents lie in their statement's sentence and in one window of the model, so few of
    them are open at any place and the sweep is linear.
    """
    reports = [Report(span, index) for index, event in enumerate(events) for span in contents(event)]
    waiting = deque(sorted(reports))
    begun: list[Report] = []
    for index, event in enumerate(events):
        while waiting and waiting[0].span.start <= event.trigger.start:
            begun.append(waiting.popleft())
        begun = [report for report in begun if report.span.end > event.trigger.start]
        own = max((span.length for span in contents(event)), default=0)
        holders = [r for r in begun if r.statement != index and r.span.length > own and r.span.contains(event.trigger)]
        yield min(holders, key=lambda report: report.span.length).statement if holders else None


def contents(event: ScoredEvent) -> list[Span]:
    """What a statement says; nothing for events of other types."""
    return [argument.span for argument in event.arguments if argument.role == "content" and event.type == "STATEMENT"]

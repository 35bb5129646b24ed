"""Matching: which found event stands for which annotated one.

Two triggers match when their spans overlap; each is used once, pairs of one type first, then exact spans, then the
larger overlap, then the earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent


@dataclass(frozen=True, slots=True)
class Match:
    """An annotated event and the found one that stands for it."""

    gold: AnnotatedEvent
    found: AnnotatedEvent


def match_events(gold: Sequence[AnnotatedEvent], found: Sequence[AnnotatedEvent]) -> list[Match]:
    """The matches of one text, best first."""
    pairs = sorted(
        (
            (g.type == f.type, g.trigger == f.trigger, g.trigger.overlap(f.trigger), -i, -j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if g.trigger.overlap(f.trigger)
        ),
        reverse=True,
    )
    matches: dict[int, int] = {}
    for _, _, _, i, j in pairs:
        if -i not in matches and -j not in matches.values():
            matches[-i] = -j
    return [Match(gold[i], found[j]) for i, j in matches.items()]


def count_arguments(gold: Sequence[AnnotatedArgument], found: Sequence[AnnotatedArgument], *, exact: bool) -> int:
    """How many annotated arguments have a found one of their role with an overlapping (or the same) span."""
    unused = list(found)
    for argument in gold:
        fits = (
            other
            for other in unused
            if other.role == argument.role
            and (other.span == argument.span if exact else other.span.overlap(argument.span))
        )
        if (hit := next(fits, None)) is not None:
            unused.remove(hit)
    return len(found) - len(unused)

"""Examples: annotated texts as the token ids and target tags that the network learns from.

A trigger or argument that does not begin at a token boundary is masked, never moved: gold is aligned by characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from shared.spans import Span
from workers.evaluation.annotation import AnnotatedEvent, AnnotatedText
from workers.model.labels import OUTSIDE, Labels, tag

IGNORE = -100
"""Target of tokens that the loss leaves out, as torch's cross entropy has it."""


@dataclass(frozen=True, slots=True)
class EventTarget:
    """What to say of one trigger: its token, mode and modality columns, and the role tag of every token [T]."""

    position: int
    mode: int
    modality: int
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One text: token ids [T] with special tokens, trigger tags [T] and a target a trigger."""

    ids: tuple[int, ...]
    trigger: tuple[int, ...]
    events: tuple[EventTarget, ...]


def tokens_of(span: Span, offsets: list[Span]) -> list[int]:
    """Indices of the tokens that overlap ``span``; empty tokens (special ones) never do."""
    return [index for index, token in enumerate(offsets) if span.overlap(token)]


def mark(tags: list[int], span: Span, offsets: list[Span], name_index: int) -> None:
    """Write B and I tags of ``span`` into ``tags``, first come first served."""
    covered = tokens_of(span, offsets)
    if any(tags[index] != OUTSIDE for index in covered):
        return
    for nth, index in enumerate(covered):
        tags[index] = tag(name_index, "I" if nth else "B")


def event_target(event: AnnotatedEvent, offsets: list[Span], labels: Labels) -> EventTarget | None:
    """The target of one event; None when its trigger covers no token."""
    covered = tokens_of(event.trigger, offsets)
    if not covered:
        return None
    roles = [OUTSIDE] * len(offsets)
    for argument in sorted(event.arguments, key=lambda argument: argument.span.length):
        mark(roles, argument.span, offsets, labels.roles.index(argument.role))
    return EventTarget(
        position=covered[0],
        mode=labels.mode_column(event.mode),
        modality=labels.modalities.index(event.modality),
        roles=tuple(roles),
    )


def encode_example(record: AnnotatedText, tokenizer: Tokenizer, labels: Labels, max_tokens: int) -> Example:
    """The example of one annotated text, cut after ``max_tokens`` tokens (training alone may cut)."""
    encoding = tokenizer.encode(record.text)
    offsets = [Span(*pair) for pair in encoding.offsets[:max_tokens]]
    trigger = [OUTSIDE] * len(offsets)
    for event in record.events:
        mark(trigger, event.trigger, offsets, labels.types.index(event.type))
    targets = [event_target(event, offsets, labels) for event in record.events]
    return Example(tuple(encoding.ids[:max_tokens]), tuple(trigger), tuple(t for t in targets if t is not None))

"""The compact form of annotation: words instead of offsets, for people who write annotation by hand.

    {"id": "...", "text": "...", "date": "2024-05-01", "events": [
      {"t": trigger, "n": which occurrence (1, ...), "type": "...", "mode": "...", "mod": "asserted",
       "args": [["actor", words], ["time", words, which occurrence]]}]}

``n`` may be left out where the trigger stands once; a filler without a number is the occurrence nearest to its trigger.
Words are found as whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shared.errors import AnnotationError
from shared.spans import Span
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent, AnnotatedText


def expand(record: Mapping[str, Any]) -> AnnotatedText:
    """The record with character offsets.

    Raises:
        AnnotationError: words that are not in the text.
        KeyError, ValueError, TypeError: a field is missing or of the wrong kind.
    """
    text, name = record["text"], record["id"]
    try:
        events = [_event(text, event) for event in record["events"]]
    except AnnotationError as error:
        raise AnnotationError(f"{name}: {error.detail}") from error
    return AnnotatedText(
        id=name, text=text, date=record.get("date"), events=tuple(sorted(events, key=lambda event: event.trigger))
    )


def _event(text: str, event: Mapping[str, Any]) -> AnnotatedEvent:
    trigger = _occurrence(text, event["t"], event.get("n", 1))
    arguments = (
        AnnotatedArgument(role=role, span=_occurrence(text, words, *nth) if nth else _nearest(text, words, trigger))
        for role, words, *nth in event.get("args", ())
    )
    return AnnotatedEvent(
        trigger=trigger,
        type=event["type"],
        mode=event.get("mode"),
        modality=event.get("mod", "asserted"),
        arguments=tuple(sorted(arguments, key=lambda argument: (argument.span, argument.role))),
    )


def _occurrences(text: str, words: str) -> list[Span]:
    """Every place of ``words`` that cuts no word of ``text``, at least one."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    found = [Span(*match.span()) for match in re.finditer(f"{before}{re.escape(words)}{after}", text)]
    if not words.strip() or not found:
        raise AnnotationError(f"{words!r} is not in the text as whole words")
    return found


def _occurrence(text: str, words: str, nth: int) -> Span:
    found = _occurrences(text, words)
    if not 1 <= nth <= len(found):
        raise AnnotationError(f"{words!r} stands {len(found)} times in the text, not {nth}")
    return found[nth - 1]


def _nearest(text: str, words: str, trigger: Span) -> Span:
    return min(
        _occurrences(text, words),
        key=lambda span: min(abs(span.start - trigger.end), abs(trigger.start - span.end)),
    )

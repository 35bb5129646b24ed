"""An event as the cells that a person reads: what, who, to whom, where, when, how real, and the words that say so.

Everything that comes from an article is made harmless for a terminal first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.events import Argument, Event, Extraction
from shared.spans import Span

CONTEXT_CHARS = 28


@dataclass(frozen=True, slots=True)
class Words:
    """The trigger and what stands around it, white space folded."""

    before: str
    trigger: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.trigger}]{self.after}"


@dataclass(frozen=True, slots=True)
class Row:
    """One event for reading."""

    id: str
    label: str
    who: str
    to_whom: str
    where: str
    when: str
    modality: str
    confidence: float
    words: Words


def rows_of(extraction: Extraction, text: str | None) -> tuple[Row, ...]:
    """The events of ``extraction``; with the article's ``text`` the words show what stands around them."""
    return tuple(_row(event, extraction.sentences, text) for event in extraction.events)


def printable(text: str) -> str:
    """``text`` on one line, without anything that a terminal would obey: controls, escapes, direction marks."""
    folded = " ".join(text.split())
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} else char for char in folded)


def _row(event: Event, sentences: Sequence[tuple[int, int]], text: str | None) -> Row:
    return Row(
        id=event.id,
        label=event.label,
        who=_people(event.arguments, "actor"),
        to_whom=_people(event.arguments, "recipient"),
        where=_where(event),
        when=_when(event),
        modality=event.modality,
        confidence=event.confidence,
        words=_words(event, sentences, text),
    )


def _people(arguments: Iterable[Argument], role: str) -> str:
    return "; ".join(
        printable(argument.text) + (f" ({argument.country})" if argument.country else "")
        for argument in arguments
        if argument.role == role
    )


def _where(event: Event) -> str:
    ways = {"location": "", "origin": "from ", "destination": "to "}
    return "; ".join(
        ways[argument.role] + printable(argument.text) for argument in event.arguments if argument.role in ways
    )


def _when(event: Event) -> str:
    if event.time is None:
        return "; ".join(printable(argument.text) for argument in event.arguments if argument.role == "time")
    days = [event.time.start.isoformat(), event.time.end.isoformat()]
    return f"{printable(event.time.text)} ({' to '.join(dict.fromkeys(days))})"


def _words(event: Event, sentences: Sequence[tuple[int, int]], text: str | None) -> Words:
    trigger = printable(event.trigger.text)
    if text is None:
        return Words("", trigger, "")
    around = Span(*sentences[event.sentence])
    before = printable(text[around.start : event.trigger.start])
    after = text[event.trigger.end : around.end]
    return Words(_tail(before), trigger, _head(printable(after), spaced=after[:1].isspace()))


def _tail(text: str) -> str:
    """The last words of what stands before the trigger."""
    if len(text) > CONTEXT_CHARS:
        text = "…" + text[-CONTEXT_CHARS:].partition(" ")[2]
    return f"{text} " if text else ""


def _head(text: str, *, spaced: bool) -> str:
    """The first words of what stands after the trigger, ``spaced`` from it where the article has white space."""
    if len(text) > CONTEXT_CHARS:
        text = text[:CONTEXT_CHARS].rpartition(" ")[0] + "…"
    return f" {text}" if spaced and text else text

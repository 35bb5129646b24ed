"""Span: the one type for a place in a text, and the only offset arithmetic of the project."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range ``[start, end)`` in Unicode code points of the text as received.

    ``text[span.start:span.end]`` is what the span says, whatever the text holds (CRLF, emoji, combining marks).
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Code points in the span."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same span seen from an origin ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)

    def overlap(self, other: Span) -> int:
        """How many code points the two spans share; 0 when they are apart or merely touch."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def distance(self, other: Span) -> int:
        """Code points between the two spans; 0 when they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)

    def trimmed(self, text: str) -> Span:
        """The span without outer white space; empty at its start when nothing else is left."""
        inner = self.of(text)
        start = self.start + len(inner) - len(inner.lstrip())
        return Span(start, start + len(inner.strip()))

"""Stage 1: where the sentences of a text lie.

The splitter is sentencex, which cannot hang (docs/decisions/0003-sentence-splitter.md). It knows blank lines as ends
of paragraphs; what a single line break means depends on the text, and is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator

import sentencex

from shared.spans import Span

WRAPPED_LINE = 100
"""Longest line, in code points, of text that was wrapped by a program; longer lines are paragraphs."""


def split_sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """Spans of the sentences of ``text``, in order, apart, without outer white space; never an empty one."""
    return tuple(
        sentence
        for paragraph in paragraphs(text)
        for sentence in sentences_of(text, paragraph, language)
        if sentence.start < sentence.end
    )


def paragraphs(text: str) -> Iterator[Span]:
    """Spans that cover ``text``: its lines when they are too long to be wrapped ones, else the whole."""
    lines = text.splitlines(keepends=True)
    if max(map(len, lines), default=0) <= WRAPPED_LINE:
        yield Span(0, len(text))
        return
    start = 0
    for line in lines:
        yield Span(start, start + len(line))
        start += len(line)


def sentences_of(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """Trimmed sentences of one paragraph; the pieces of the splitter, put together, are the paragraph."""
    start = paragraph.start
    for boundary in sentencex.get_sentence_boundaries(language, paragraph.of(text)):
        end = start + len(boundary["text"])
        yield Span(start, end).trimmed(text)
        start = end

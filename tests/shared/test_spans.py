"""Spans: the offset arithmetic that everything stands on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.spans import Span


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Any span of a text of up to 50 code points."""
    start = draw(st.integers(0, 50))
    return Span(start, draw(st.integers(start, 50)))


@given(st.text(max_size=50), spans(), st.integers(0, 9))
def test_a_shifted_span_says_the_same_of_the_shifted_text(text: str, span: Span, by: int) -> None:
    """Putting characters before a text and shifting the span by their number changes nothing of what it says."""
    assert span.of(text) == span.shifted(by).of("x" * by + text)


@given(spans(), spans())
def test_overlap_counts_the_positions_in_both(one: Span, other: Span) -> None:
    """Overlap is the size of the intersection of the two ranges, in either order."""
    expected = len(set(range(*one)) & set(range(*other)))

    assert expected == one.overlap(other) == other.overlap(one)


@given(spans(), spans())
def test_apart_spans_have_a_distance_and_others_none(one: Span, other: Span) -> None:
    """The distance is positive only between spans that neither touch nor overlap."""
    assert one.distance(other) == other.distance(one)
    assert (one.distance(other) > 0) == (one.end < other.start or other.end < one.start)


@given(spans(), spans())
def test_a_contained_span_lies_within_the_range(inner: Span, outer: Span) -> None:
    """Containment is that of the two ranges of positions, for spans that hold anything."""
    if inner.start < inner.end:
        assert outer.contains(inner) == (set(range(*inner)) <= set(range(*outer)))


@given(st.text(alphabet=" \t\r\n\u2003ab", max_size=30))
def test_a_trimmed_span_has_no_outer_white_space(text: str) -> None:
    """Trimming a span strips the words it covers and nothing else."""
    trimmed = Span(0, len(text)).trimmed(text)

    assert text.strip() == trimmed.of(text)

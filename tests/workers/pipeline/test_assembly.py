"""Assembly: events as callers get them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.articles import ExtractionOptions
from shared.ontology import load_ontology
from shared.spans import Span
from tests.workers.pipeline.texts import texts
from workers.pipeline.assembly import assemble, select
from workers.pipeline.records import ScoredArgument, ScoredEvent

ONTOLOGY = load_ontology()
TYPES_AND_MODES = [(each.name, mode) for each in ONTOLOGY.types for mode in (None, *(m.name for m in each.modes))]

SAID = "Kelmar said that troops moved."
CONTENT = ScoredArgument("content", Span(12, 29), 0.9)
STATEMENT = ScoredEvent("STATEMENT", None, "asserted", Span(7, 11), 0, 0.4, (CONTENT,))
MOVE = ScoredEvent("MOBILIZE", "troops", "asserted", Span(24, 29), 0, 0.9, ())


@st.composite
def found_in(draw: st.DrawFn, text: str) -> list[ScoredEvent]:
    """Any events that a decoder may find in a text, no two at one trigger; many are statements."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(lambda ends: Span(*ends))
    roles = st.just("content") | st.sampled_from(ONTOLOGY.role_names)
    arguments = st.lists(st.builds(ScoredArgument, roles, places, st.floats(0, 1)), max_size=3).map(tuple)
    modalities = st.sampled_from(ONTOLOGY.modality_names)
    event = st.builds(
        lambda of, *rest: ScoredEvent(*of, *rest),
        st.just(("STATEMENT", None)) | st.sampled_from(TYPES_AND_MODES),
        modalities,
        places,
        st.just(0),
        st.floats(0, 1),
        arguments,
    )
    return draw(st.lists(event, max_size=6, unique_by=lambda each: each.trigger))


@given(texts, st.data(), st.none() | st.dates())
def test_whatever_was_found_is_numbered_and_exact(text: str, data: st.DataObject, published_at: date | None) -> None:
    """Ids follow the reading order, spans are the words that they name, and reports lead to statements and end."""
    events = assemble(text, data.draw(found_in(text)), ONTOLOGY, published_at)

    assert [f"e{number}" for number in range(1, len(events) + 1)] == [event.id for event in events]
    assert sorted(event.trigger.span for event in events) == [event.trigger.span for event in events]
    by_id = {event.id: event for event in events}
    for event in events:
        for part in (event.trigger, *event.arguments):
            assert text[part.start : part.end] == part.text
        passed, reporter = {event.id}, event.reported_by
        while reporter:
            assert reporter not in passed
            assert "STATEMENT" == by_id[reporter].type
            passed.add(reporter)
            reporter = by_id[reporter].reported_by


@given(texts, st.data(), st.floats(0, 1))
def test_options_leave_out_and_renumber_nothing(text: str, data: st.DataObject, least: float) -> None:
    """What stays is as it was, in its order; what goes is below the least confidence or of another type."""
    events = assemble(text, data.draw(found_in(text)), ONTOLOGY, None)
    kept = select(events, ExtractionOptions(min_confidence=least, types=("STATEMENT", "AID")))

    wanted = [event for event in events if event.confidence >= least and event.type in {"STATEMENT", "AID"}]
    assert wanted == list(kept)


@pytest.mark.parametrize("found", [[STATEMENT, MOVE], [MOVE, STATEMENT]])
def test_the_order_of_finding_does_not_count(found: list[ScoredEvent]) -> None:
    """Events are numbered where they stand in the text, and the statement reports what it says."""
    events = assemble(SAID, found, ONTOLOGY, None)

    assert [("e1", "said", None), ("e2", "moved", "e1")] == [(e.id, e.trigger.text, e.reported_by) for e in events]


def test_a_reporter_that_is_left_out_keeps_its_id() -> None:
    """An event whose statement the options leave out still names it, and keeps its own number."""
    events = assemble(SAID, [STATEMENT, MOVE], ONTOLOGY, None)

    assert events[1:] == select(events, ExtractionOptions(min_confidence=0.5))
    assert events == select(events, ExtractionOptions(min_confidence=0.4))


def test_an_unknown_type_is_an_error() -> None:
    """A model whose types the ontology lacks is not passed off as something else."""
    with pytest.raises(KeyError, match="BEYOND"):
        assemble(SAID, [replace(MOVE, type="BEYOND")], ONTOLOGY, None)

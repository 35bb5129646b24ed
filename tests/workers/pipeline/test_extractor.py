"""The extractor: the whole walk, with the model that ships and with the fake engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from shared.articles import Article, ExtractionOptions
from shared.events import Event, Extraction
from tests.workers.models import fake, shipped
from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import DENSE, HOSTILE, texts

NEWS = (
    "Ruritania moved two armoured brigades towards the Elbonian border on Friday, a day after its foreign minister met "
    "his counterpart in Geneva. There was no shelling overnight, officials in the port city said.\r\n\r\n"
    "Protesters marched through the capital 🕊 on Saturday and demanded the release of three jailed journalists."
)


def spans_say_what_they_hold(text: str, extraction: Extraction) -> bool:
    """Whether every mention is exactly the text at its place."""
    return all(
        text[mention.start : mention.end] == mention.text and mention.text
        for event in extraction.events
        for mention in (event.trigger, *event.arguments)
    )


@settings(max_examples=200, deadline=None)
@given(texts)
def test_every_span_is_the_text_at_its_place(text: str) -> None:
    """Whatever the characters, text[start:end] is what a trigger or an argument says, inside its sentence's text."""
    extraction = fake().extract(Article(text=text))

    assert spans_say_what_they_hold(text, extraction)
    assert all(start < end for start, end in extraction.sentences)


@settings(max_examples=25, deadline=None)
@given(texts)
def test_every_span_of_the_model_is_the_text_at_its_place(text: str) -> None:
    """The same holds for the model that ships, around real news."""
    text = f"{text} {NEWS}"

    assert spans_say_what_they_hold(text, shipped().extract(Article(text=text)))


def test_the_model_reads_news() -> None:
    """The model that ships finds the plain events of a plain text, with modality and the words."""
    extraction = shipped().extract(Article(text=NEWS, published_at=date(2021, 3, 6)))
    found = {(event.type, event.trigger.text, event.modality) for event in extraction.events}

    assert {("MOBILIZE", "moved", "asserted"), ("CONSULT", "met", "asserted")} <= found
    assert ("ASSAULT", "shelling", "negated") in found
    assert any(event.type == "PROTEST" for event in extraction.events)


def test_a_batch_changes_no_event() -> None:
    """Events and confidences are the same whether windows are scored together or one by one."""
    together = shipped().extract(Article(text=NEWS))
    alone = replace(shipped(), batch_tokens=1).extract(Article(text=NEWS))

    assert together.events == alone.events


def test_neighbours_change_no_event() -> None:
    """A paragraph has the same events alone and inside a longer article, but for where they lie and their ids."""
    paragraph = "Police arrested twelve demonstrators in Kelmar on Monday."
    alone = shipped().extract(Article(text=paragraph)).events
    inside = shipped().extract(Article(text=f"{NEWS}\n\n{paragraph}")).events[-len(alone) :]

    def said(events: Sequence[Event]) -> list[object]:
        return [
            (e.type, e.mode, e.modality, e.trigger.text, e.confidence, [a.text for a in e.arguments]) for e in events
        ]

    assert alone and said(alone) == said(inside)


def test_a_text_cut_into_windows_has_the_events_of_the_whole() -> None:
    """With small windows the fake engine, which knows no context, finds the same events with the same triggers."""
    text = " and ".join(["Ruritania moved two armoured brigades on Friday, officials said"] * 30)
    whole = replace(fake(), max_tokens=5000).extract(Article(text=text))
    cut = replace(fake(), max_tokens=64).extract(Article(text=text))

    assert len(whole.events) > 10
    assert whole.events == cut.events


def test_a_long_sentence_is_read_to_its_end() -> None:
    """A sentence longer than a window keeps the events of its last clause, and its own sentence span."""
    text = (
        "Officials said that "
        + "the council would not change its mind about the matter, and " * 60
        + "police arrested twelve demonstrators in Kelmar."
    )
    extraction = shipped().extract(Article(text=text))

    assert 1 == len(extraction.sentences)
    assert any(event.trigger.text == "arrested" for event in extraction.events)
    (warning,) = extraction.warnings
    assert "long-sentence" == warning.code
    assert f"0:{len(text)}" in warning.detail


def test_options_filter_and_renumber_nothing() -> None:
    """Types and least confidence leave out events; those that stay are as they were, ids included."""
    every = shipped().extract(Article(text=NEWS)).events
    some = shipped().extract(Article(text=NEWS, options=ExtractionOptions(types=("CONSULT",)))).events
    sure = shipped().extract(Article(text=NEWS, options=ExtractionOptions(min_confidence=0.9))).events

    assert tuple(event for event in every if event.type == "CONSULT") == some
    assert tuple(event for event in every if event.confidence >= 0.9) == sure


def test_what_the_model_cannot_read_is_a_warning() -> None:
    """A word unknown to the model, and a language that it does not read, are said in the result."""
    strange = shipped().extract(Article(text="Officials met. " + "x" * 300))
    foreign = shipped().extract(Article(text="Der Minister sprach.", language="de"))

    assert ["unread-words"] == [warning.code for warning in strange.warnings]
    assert ["language"] == [warning.code for warning in foreign.warnings]


def test_the_answer_names_the_model() -> None:
    """Every result carries the model's name, version and digest, and how much was read."""
    extraction = shipped().extract(Article(text=NEWS))

    assert 64 == len(extraction.model.sha256) and extraction.model.version
    assert 3 == extraction.stats.sentences and extraction.stats.tokens > 50


@pytest.mark.parametrize("shape", sorted(HOSTILE.keys() - {DENSE}))
def test_hostile_text_takes_linear_time(shape: str) -> None:
    """With all stages around the engine, four times the text takes about four times as long."""
    assert growth(lambda text: fake().extract(Article(text=text)), HOSTILE[shape], 1 << 14) < 2.5


def test_a_sentence_full_of_events_takes_linear_time() -> None:
    """Decoding and assembly are linear where every word is an event with arguments, all in one sentence."""
    small_windows = replace(fake(), max_tokens=34)
    events = small_windows.extract(Article(text=HOSTILE[DENSE](500))).events

    assert 100 == len(events) and all(event.arguments for event in events)
    assert growth(lambda text: small_windows.extract(Article(text=text)), HOSTILE[DENSE], 1 << 11) < 2.0

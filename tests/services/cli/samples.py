"""An article and what an extractor says of it, for tests of how that is shown."""

from __future__ import annotations

from datetime import date

from shared.articles import Article
from shared.events import Argument, Event, EventTime, Extraction, Mention, ModelInfo, PloverCode, Trigger
from shared.spans import Span

TEXT = "Ruritania moved two brigades\r\ntowards Elbonia on Friday. “We do not want war,” its king said."
ARTICLE = Article(text=TEXT, published_at=date(2021, 3, 6))


def span_of(words: str) -> Span:
    """Where ``words`` first stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def argument(role: str, words: str, country: str | None = None) -> Argument:
    """An argument at the first mention of ``words``."""
    mention = Mention.at(span_of(words), TEXT)
    return Argument(**mention.model_dump(), role=role, confidence=0.9, country=country)


MOVED = Event(
    id="e1",
    type="MOBILIZE",
    mode="troops",
    label="troop movement",
    modality="asserted",
    confidence=0.934,
    trigger=Trigger.at(span_of("moved"), TEXT),
    sentence=0,
    arguments=(
        argument("actor", "Ruritania", "RUR"),
        argument("object", "two brigades"),
        argument("destination", "Elbonia"),
        argument("time", "Friday"),
    ),
    time=EventTime(text="Friday", start=date(2021, 3, 5), end=date(2021, 3, 5), granularity="day"),
    quad_class="material conflict",
    intensity=-6.5,
    cameo_root="15",
    plover=PloverCode(event="MOBILIZE", mode="troops"),
)
SAID = Event(
    id="e2",
    type="STATEMENT",
    label="statement",
    modality="negated",
    confidence=0.5,
    trigger=Trigger.at(span_of("said"), TEXT),
    sentence=1,
    arguments=(argument("actor", "king"), argument("content", "We do not want war")),
    quad_class="verbal cooperation",
    intensity=0.0,
    cameo_root="01",
    plover=PloverCode(event=None),
)
EXTRACTION = Extraction(
    model=ModelInfo(name="test", version="1", sha256="0" * 64),
    ontology="plover-2.0+statement",
    language="en",
    sentences=((0, TEXT.index("“") - 1), (TEXT.index("“"), len(TEXT))),
    events=(MOVED, SAID),
)

"""An extraction with given events."""

from __future__ import annotations

from shared.articles import Article
from shared.events import Event, Extraction, ModelInfo


def extraction_of(article: Article, events: tuple[Event, ...]) -> Extraction:
    """What an extractor that finds ``events`` would say of ``article``."""
    return Extraction(
        model=ModelInfo(name="m", version="1", sha256="0" * 64),
        ontology="o",
        language="en",
        sentences=((0, len(article.text)),),
        events=events,
    )

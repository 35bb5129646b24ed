"""Evaluation of the whole extractor, from text to events, on annotated texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from shared.articles import Article
from shared.events import Extraction
from workers.evaluation.annotation import AnnotatedText, annotation_of
from workers.evaluation.matching import match_events
from workers.evaluation.reliability import Judged
from workers.evaluation.scores import Scores

Extract = Callable[[Article], Extraction]

LENGTHS = {"up to 15 words": 15, "16 to 30 words": 30, "more than 30 words": None}
"""How long a text is, and the most words of that class."""


@dataclass(slots=True)
class Evaluation:
    """The scores of an extractor on a set: of all texts, of the texts of each length, and its confidence judged."""

    texts: int = 0
    scores: Scores = field(default_factory=Scores)
    lengths: dict[str, Scores] = field(default_factory=lambda: {name: Scores() for name in LENGTHS})
    judged: list[Judged] = field(default_factory=list)

    def add(self, record: AnnotatedText, extraction: Extraction) -> None:
        """Count one text."""
        found = annotation_of(extraction)
        self.texts += 1
        for scores in (self.scores, self.lengths[length_of(record.text)]):
            scores.add(record.events, found)
        self.judged.extend(judge(record, extraction))


def length_of(text: str) -> str:
    """The class of a text by its words."""
    words = len(text.split())
    return next(name for name, most in LENGTHS.items() if most is None or words <= most)


def judge(record: AnnotatedText, extraction: Extraction) -> Iterator[Judged]:
    """Each found event with its confidence, in reading order."""
    found = annotation_of(extraction)
    right = {match.found.trigger for match in match_events(record.events, found) if match.gold.type == match.found.type}
    for event in extraction.events:
        yield Judged(event.confidence, event.trigger.span in right)


def evaluate(extract: Extract, records: Iterable[AnnotatedText]) -> Evaluation:
    """Read every text of ``records`` and compare."""
    evaluation = Evaluation()
    for record in records:
        evaluation.add(record, extract(Article(text=record.text, published_at=record.date)))
    return evaluation

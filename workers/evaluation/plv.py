"""PLV: pairs of a source and a target in a sentence, with the PLOVER root of what the one does to the other.

A test of transfer to other annotators and other outlets: never trained on, nor tuned on. The event that answers for a
pair is, in this order: one whose actor overlaps the source and another of whose arguments overlaps the target; one with
arguments that overlap both; one with an argument that overlaps either; any. Of several the most confident, a STATEMENT
only where there is no other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.articles import Article
from shared.events import Event, Extraction
from shared.spans import Span
from workers.evaluation.scores import Tally

STATEMENT = "STATEMENT"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Two types of PLOVER 2.0 that are one root in PLV."""
MARK = re.compile("</?[st]>")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, who acts in it, on whom, and the root code of the act."""

    text: str
    source: Span
    target: Span
    root: str


def read_plv(path: Path) -> tuple[Pair, ...]:
    """The pairs of a PLV file, tab-separated.

    Raises:
        FileNotFoundError: when there is no such file.
        KeyError: a column is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_pair(row) for row in csv.DictReader(file, delimiter="\t"))


def plv_scores(extract: Callable[[Article], Extraction], pairs: Iterable[Pair]) -> dict[str, Tally]:
    """A tally for each root of ``pairs``; their mean F1 is the published measure."""
    tallies: dict[str, Tally] = {}
    for pair in pairs:
        gold = tallies.setdefault(pair.root, Tally())
        gold.gold += 1
        if (found := root_of(extract(Article(text=pair.text)).events, pair)) is not None:
            tallies.setdefault(found, Tally()).found += 1
            gold.right += found == pair.root
    return {root: tally for root, tally in tallies.items() if tally.gold}


def root_of(events: Iterable[Event], pair: Pair) -> str | None:
    """The root code that the events of a sentence give to its pair; None when there is no event but statements."""
    best = max(
        events, key=lambda event: (event.type != STATEMENT, _nearness(event, pair), event.confidence), default=None
    )
    if best is None or best.type == STATEMENT:
        return None
    return YIELD.get(best.plover.event or "", best.plover.event)


def macro_f1(tallies: Mapping[str, Tally]) -> float:
    """Mean F1 over the roots, in percent."""
    return sum(tally.f1 for tally in tallies.values()) / max(1, len(tallies))


def _nearness(event: Event, pair: Pair) -> int:
    at_source = {a.role for a in event.arguments if a.span.overlap(pair.source)}
    at_target = {a.role for a in event.arguments if a.span.overlap(pair.target)}
    if "actor" in at_source and at_target:
        return 3
    return 2 if at_source and at_target else bool(at_source or at_target)


def _pair(row: Mapping[str, str]) -> Pair:
    """The places of source and target: where the marked sentence has them, or else where their words first stand."""
    marked, text = row["marked_sentence"], row["sentence"]
    return Pair(
        text, _place("s", row["source"], marked, text), _place("t", row["target"], marked, text), row["gold_root"]
    )


def _place(tag: str, words: str, marked: str, text: str) -> Span:
    before, opened, rest = marked.partition(f"<{tag}>")
    inner, closed, _ = rest.partition(f"</{tag}>")
    if opened and closed:
        start, inner = len(MARK.sub("", before)), MARK.sub("", inner)
        return Span(start, start + len(inner))
    start = max(0, text.lower().find(words.lower()))
    return Span(start, start + len(words))

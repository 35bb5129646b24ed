"""Scores: precision, recall and F1 of everything that a codebook record says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workers.evaluation.annotation import AnnotatedEvent
from workers.evaluation.matching import Match, count_arguments, match_events

MACRO_LEAST = 5
"""Annotated events that a type needs to count in the macro average."""
MEASURES = ("trigger", "trigger+type", "trigger+type+mode", "trigger+type+modality", "argument", "argument exact")


@dataclass(slots=True)
class Tally:
    """Right, annotated and found, of one measure."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Percent of the found that is right."""
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Percent of the annotated that was found."""
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent; 0 where there is nothing."""
        return 200 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


@dataclass(slots=True)
class Scores:
    """Tallies over a whole set: by measure, by event type (trigger+type), by role (argument), and by modality and mode
    (trigger+type and the label itself).
    """

    measures: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    types: dict[str, Tally] = field(default_factory=dict)
    roles: dict[str, Tally] = field(default_factory=dict)
    modalities: dict[str, Tally] = field(default_factory=dict)
    modes: dict[str, Tally] = field(default_factory=dict)

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the types with enough annotated events, in percent."""
        values = [tally.f1 for tally in self.types.values() if tally.gold >= MACRO_LEAST]
        return sum(values) / max(1, len(values))

    def add(self, gold: Sequence[AnnotatedEvent], found: Sequence[AnnotatedEvent]) -> None:
        """Count one text."""
        for events, side in ((gold, "gold"), (found, "found")):
            for event in events:
                self._add_event(event, side)
        for match in match_events(gold, found):
            self._add_match(match)

    def _add_event(self, event: AnnotatedEvent, side: str) -> None:
        tallies = [
            *(self.measures[name] for name in MEASURES if not name.startswith("argument")),
            self.types.setdefault(event.type, Tally()),
            self.modalities.setdefault(event.modality, Tally()),
        ]
        if event.mode:
            tallies.append(self.modes.setdefault(f"{event.type}/{event.mode}", Tally()))
        for argument in event.arguments:
            tallies += [self.measures["argument"], self.measures["argument exact"]]
            tallies.append(self.roles.setdefault(argument.role, Tally()))
        for tally in tallies:
            setattr(tally, side, getattr(tally, side) + 1)

    def _add_match(self, match: Match) -> None:
        gold, found, measures = match.gold, match.found, self.measures
        measures["trigger"].right += 1
        if gold.type != found.type:
            return
        measures["trigger+type"].right += 1
        self.types[gold.type].right += 1
        measures["trigger+type+mode"].right += gold.mode == found.mode
        measures["trigger+type+modality"].right += gold.modality == found.modality
        self.modalities[gold.modality].right += gold.modality == found.modality
        if gold.mode:
            self.modes[f"{gold.type}/{gold.mode}"].right += gold.mode == found.mode
        measures["argument"].right += count_arguments(gold.arguments, found.arguments, exact=False)
        measures["argument exact"].right += count_arguments(gold.arguments, found.arguments, exact=True)
        for role in {argument.role for argument in gold.arguments}:
            mine = [argument for argument in gold.arguments if argument.role == role]
            theirs = [argument for argument in found.arguments if argument.role == role]
            self.roles[role].right += count_arguments(mine, theirs, exact=False)


def score(pairs: Iterable[tuple[Sequence[AnnotatedEvent], Sequence[AnnotatedEvent]]]) -> Scores:
    """The scores over (annotated, found) events of many texts."""
    scores = Scores()
    for gold, found in pairs:
        scores.add(gold, found)
    return scores

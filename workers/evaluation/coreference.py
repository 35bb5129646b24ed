"""Coreference against annotation: which mentions belong to one happening, by B-cubed.

Source: Bagga and Baldwin, "Algorithms for Scoring Coreference Chains" (1998).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class BCubed:
    """The sums over all mentions; precision, recall and F1 in percent."""

    mentions: int = 0
    precise: float = 0.0
    recalled: float = 0.0

    def add(self, gold: Sequence[Hashable], found: Sequence[Hashable]) -> None:
        """Count the mentions of one text: the cluster of each, by annotation and as found."""
        mine, theirs = _clusters(gold), _clusters(found)
        for annotated, answered in zip(gold, found, strict=True):
            shared = len(mine[annotated] & theirs[answered])
            self.mentions += 1
            self.precise += shared / len(theirs[answered])
            self.recalled += shared / len(mine[annotated])

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 100 * 2 * self.precise * self.recalled / max(1e-9, (self.precise + self.recalled) * self.mentions)


def _clusters(labels: Sequence[Hashable]) -> Mapping[Hashable, set[int]]:
    clusters: dict[Hashable, set[int]] = {}
    for index, label in enumerate(labels):
        clusters.setdefault(label, set()).add(index)
    return clusters

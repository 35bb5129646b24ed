"""Labels: the order in which the heads of the network speak about the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.ontology import Ontology

OUTSIDE = 0
"""Index of the tag O."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names behind the columns of the score arrays.

    Triggers and roles are tagged in BIO: column 0 is O, then B and I of every name in turn. Modes have a column 0 for
    "no mode".
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, ontology: Ontology) -> Labels:
        """The labels of an ontology, in its own order."""
        return cls(ontology.type_names, ontology.mode_names, ontology.modality_names, ontology.role_names)

    @property
    def trigger_tags(self) -> int:
        """Columns of the trigger head: O, B and I of every type."""
        return 1 + 2 * len(self.types)

    @property
    def role_tags(self) -> int:
        """Columns of the role head: O, B and I of every role."""
        return 1 + 2 * len(self.roles)

    @property
    def mode_columns(self) -> int:
        """Columns of the mode head: none and every mode."""
        return 1 + len(self.modes)

    def mode_column(self, mode: str | None) -> int:
        """Column of a mode, 0 for none."""
        return 0 if mode is None else 1 + self.modes.index(mode)


def tag(name_index: int, part: Literal["B", "I"]) -> int:
    """Column of a BIO tag: the beginning (B) or the inside (I) of the ``name_index``-th name."""
    return 1 + 2 * name_index + (part == "I")


def tags_of(name_index: int) -> slice:
    """Columns of the ``name_index``-th name: B and I."""
    return slice(tag(name_index, "B"), tag(name_index, "I") + 1)

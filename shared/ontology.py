"""The ontology: event types, modes, modalities and roles, and what is computed from them.

The facts live in ``ontology.json`` (PLOVER 2.0 with a STATEMENT type and an ``exercise`` mode); this file gives them
types. Adding a type or a mode is a record in the JSON file and a retrained model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Mode:
    """A refinement of an event type, such as MOBILIZE/troops."""

    name: str
    label: str
    intensity: float


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the classes of events, with its codes in the older coding schemes."""

    name: str
    label: str
    quad_class: str
    intensity: float
    cameo_root: str
    plover: str | None
    description: str
    modes: tuple[Mode, ...]

    def mode(self, name: str | None) -> Mode | None:
        """The mode of that name; None when there is none."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class Modality:
    """How far an event is reported as real: asserted, future, hypothetical or negated."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Role:
    """What an argument does in its event; ``types`` limits it to some event types, None allows all."""

    name: str
    description: str
    types: tuple[str, ...] | None

    def allows(self, event_type: str) -> bool:
        """Whether an event of ``event_type`` may have this role."""
        return self.types is None or event_type in self.types


@dataclass(frozen=True, slots=True)
class Ontology:
    """The closed vocabulary of one model and of every result it writes."""

    name: str
    types: tuple[EventType, ...]
    modalities: tuple[Modality, ...]
    roles: tuple[Role, ...]

    def type(self, name: str) -> EventType:
        """The event type of that name.

        Raises:
            KeyError: when the ontology has no such type.
        """
        for event_type in self.types:
            if event_type.name == name:
                return event_type
        raise KeyError(name)

    @property
    def type_names(self) -> tuple[str, ...]:
        """Names of the event types, in the order of the file."""
        return tuple(event_type.name for event_type in self.types)

    @property
    def mode_names(self) -> tuple[str, ...]:
        """Distinct names of modes over all types (``withdraw`` belongs to two), in the order of first mention."""
        return tuple(dict.fromkeys(mode.name for event_type in self.types for mode in event_type.modes))

    @property
    def modality_names(self) -> tuple[str, ...]:
        """Names of the modalities, ``asserted`` first."""
        return tuple(modality.name for modality in self.modalities)

    @property
    def role_names(self) -> tuple[str, ...]:
        """Names of the argument roles, ``actor`` first."""
        return tuple(role.name for role in self.roles)


def parse_ontology(record: Mapping[str, Any]) -> Ontology:
    """Build an Ontology from its JSON record.

    Raises:
        KeyError, TypeError: when the record lacks a field or has an unknown one.
    """
    return Ontology(
        name=record["name"],
        types=tuple(
            EventType(**{**entry, "modes": tuple(Mode(**mode) for mode in entry["modes"])}) for entry in record["types"]
        ),
        modalities=tuple(Modality(**entry) for entry in record["modalities"]),
        roles=tuple(
            Role(entry["name"], entry["description"], tuple(entry["types"]) if "types" in entry else None)
            for entry in record["roles"]
        ),
    )


@cache
def load_ontology() -> Ontology:
    """The ontology that ships with the project."""
    return parse_ontology(json.loads(resources.files("shared").joinpath("ontology.json").read_text("utf-8")))

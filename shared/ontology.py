"""The ontology: event types, modes, modalities and roles, and what is computed from them.

The facts live in ``ontology.json`` (PLOVER 2.0 with a STATEMENT type and an ``exercise`` mode); this file gives them
types. Adding a type or a mode is a record in the JSON file and a retrained model.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from shared.errors import OntologyError

Name = Annotated[str, Field(min_length=1, max_length=100)]


class _Strict:
    """What all records of the file share: a field that is not known is refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Mode(_Strict):
    """A refinement of an event type, such as MOBILIZE/troops."""

    name: Name
    label: str = ""
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class EventType(_Strict):
    """One of the classes of events, with its codes in the older coding schemes where it has any."""

    name: Name
    label: str = ""
    quad_class: str | None = None
    intensity: float | None = None
    cameo_root: str | None = None
    plover: str | None = None
    description: str = ""
    modes: tuple[Mode, ...] = ()

    def mode(self, name: str | None) -> Mode | None:
        """The mode of that name; None when there is none."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class Modality(_Strict):
    """How far an event is reported as real: asserted, future, hypothetical or negated."""

    name: Name
    description: str = ""


@dataclass(frozen=True, slots=True)
class Role(_Strict):
    """What an argument does in its event; ``types`` limits it to some event types, None allows all."""

    name: Name
    description: str = ""
    types: tuple[str, ...] | None = None

    def allows(self, event_type: str) -> bool:
        """Whether an event of ``event_type`` may have this role."""
        return self.types is None or event_type in self.types


@dataclass(frozen=True, slots=True)
class Ontology(_Strict):
    """The closed vocabulary of one model and of every result it writes."""

    name: Name
    types: Annotated[tuple[EventType, ...], Field(min_length=1)]
    roles: tuple[Role, ...] = ()
    modalities: tuple[Modality, ...] = ()

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


def parse_ontology(record: object) -> Ontology:
    """Build an Ontology from its JSON record; modalities may be left out, they are then those of the project.

    Raises:
        OntologyError: a field is missing, unknown or of the wrong kind, or a name stands twice or is not known.
    """
    try:
        ontology = ONTOLOGY.validate_python(record)
    except ValidationError as error:
        raise OntologyError(_describe(error)) from error
    if not ontology.modalities:
        ontology = replace(ontology, modalities=load_ontology().modalities)
    for kind, names in (
        ("type", ontology.type_names),
        ("role", ontology.role_names),
        ("modality", ontology.modality_names),
        *((f"mode of {kind.name}", tuple(mode.name for mode in kind.modes)) for kind in ontology.types),
    ):
        if twice := next((name for name, count in Counter(names).items() if count > 1), None):
            raise OntologyError(f"the {kind} {twice!r} stands twice; give each a name of its own")
    for role in ontology.roles:
        if stray := set(role.types or ()) - set(ontology.type_names):
            raise OntologyError(f"role {role.name!r} names the type {min(stray)!r}, which the ontology does not have")
    return ontology


def _describe(error: ValidationError) -> str:
    first, *more = error.errors()
    place = "/".join(map(str, first["loc"])) or "the whole"
    others = f", and {len(more)} more" if more else ""
    return f"the ontology is wrong at {place}: {first['msg'].lower()}{others}"


ONTOLOGY: TypeAdapter[Ontology] = TypeAdapter(Ontology)


@cache
def load_ontology() -> Ontology:
    """The ontology that ships with the project."""
    return parse_ontology(json.loads(resources.files("shared").joinpath("ontology.json").read_text("utf-8")))

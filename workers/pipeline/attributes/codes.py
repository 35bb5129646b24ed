"""Codes: an event's label, quad class, intensity, CAMEO root and PLOVER export code.

The ontology holds the facts of each type and mode; here stand the rules that look at more than the type.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shared.events import Argument, PloverCode
from shared.ontology import Ontology
from workers.pipeline.records import ScoredEvent

FUTURE_CODES = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
"""PLOVER codes cooperation that is only announced as the verbal act of announcing it."""

DEMANDS = ("demand", "order", "insist", "ultimatum")
"""Beginnings of the words by which a request is a demand (CAMEO 10)."""

OCCUPATIONS = ("blockad", "occup", "annex")
"""Beginnings of the words by which coercion is a use of military force (CAMEO 19)."""

ORGANISED_FORCES = frozenset({"MIL", "REB", "UAF"})
"""Sectors between which an assault is a fight (CAMEO 19)."""


class Codes(NamedTuple):
    """How other coding schemes and plain words call an event; the fields are those of Event."""

    label: str
    quad_class: str | None
    intensity: float | None
    cameo_root: str | None
    plover: PloverCode


def codes_of(event: ScoredEvent, trigger: str, arguments: Iterable[Argument], ontology: Ontology) -> Codes:
    """The codes of an event with these trigger words and these arguments, sectors included."""
    event_type = ontology.type(event.type)
    named = event_type.mode(event.mode) or event_type
    return Codes(
        label=named.label or named.name.replace("_", " ").lower(),
        quad_class=event_type.quad_class,
        intensity=event_type.intensity if named.intensity is None else named.intensity,
        cameo_root=event_type.cameo_root and (cameo_root(event, trigger, arguments) or event_type.cameo_root),
        plover=plover_code(event, event_type.plover),
    )


def cameo_root(event: ScoredEvent, trigger: str, arguments: Iterable[Argument]) -> str | None:
    """The CAMEO root of an event that has not the root of its type, else None."""
    match event.type, event.mode:
        case "REQUEST", _:
            return "10" if begins(trigger, DEMANDS) else None
        case "ACCUSE", "investigate":
            return "09"
        case "COERCE", _:
            return "19" if begins(trigger, OCCUPATIONS) else None
        case "ASSAULT", "unconventional":
            return "20"
        case "ASSAULT", _:
            return "19" if is_fight(arguments) else None
    return None


def begins(trigger: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of ``trigger`` begins with one of ``stems``, whatever its case."""
    return any(word.startswith(stems) for word in trigger.lower().replace("-", " ").split())


def is_fight(arguments: Iterable[Argument]) -> bool:
    """Whether both sides are organised forces: an actor and a recipient, or two actors who fight each other."""
    sides = [argument.role for argument in arguments if argument.sector in ORGANISED_FORCES]
    return "actor" in sides and len([side for side in sides if side in {"actor", "recipient"}]) > 1


def plover_code(event: ScoredEvent, code: str | None) -> PloverCode:
    """The event as PLOVER exports write it; a mode stays only with the type that has it."""
    if event.modality == "future" and event.type in FUTURE_CODES:
        return PloverCode(event=FUTURE_CODES[event.type])
    return PloverCode(event=code, mode=event.mode, auxiliary=None if event.modality == "asserted" else event.modality)

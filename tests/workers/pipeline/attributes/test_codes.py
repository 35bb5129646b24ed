"""Codes: how other coding schemes call an event."""

from __future__ import annotations

import pytest

from shared.events import Argument
from shared.ontology import EventType, load_ontology
from shared.spans import Span
from workers.pipeline.attributes.codes import Codes, codes_of
from workers.pipeline.records import ScoredEvent

FIGHT = [("actor", "MIL"), ("recipient", "REB")]


@pytest.mark.parametrize(
    ("event_type", "mode", "trigger", "sides", "root"),
    [
        ("REQUEST", None, "urged", [], "02"),
        ("REQUEST", None, "demanded", [], "10"),
        ("REQUEST", None, "issued an ULTIMATUM", [], "10"),
        ("REQUEST", None, "reordered", [], "02"),
        ("ACCUSE", "allege", "accused", [], "11"),
        ("ACCUSE", "investigate", "probe", [], "09"),
        ("COERCE", None, "arrested", [], "17"),
        ("COERCE", None, "naval blockade", [], "19"),
        ("COERCE", None, "re-occupied", [], "19"),
        ("ASSAULT", None, "attacked", [], "18"),
        ("ASSAULT", None, "attacked", FIGHT, "19"),
        ("ASSAULT", None, "fought", [("actor", "MIL"), ("actor", "REB")], "19"),
        ("ASSAULT", None, "killed", [("actor", "MIL"), ("recipient", "CVL")], "18"),
        ("ASSAULT", None, "attacked", [("actor", "MIL"), ("location", "REB")], "18"),
        ("ASSAULT", None, "attacked", [("recipient", "MIL"), ("recipient", "REB")], "18"),
        ("ASSAULT", "unconventional", "gassed", FIGHT, "20"),
    ],
)
def test_the_cameo_root_looks_at_words_and_sides(
    event_type: str, mode: str | None, trigger: str, sides: list[tuple[str, str]], root: str
) -> None:
    """Demands, investigations, occupations and fights between forces have a root other than their type's."""
    assert root == codes(event_type, mode, "asserted", trigger, sides).cameo_root


@pytest.mark.parametrize(
    ("event_type", "mode", "modality", "plover"),
    [
        ("CONSULT", None, "asserted", ("CONSULT", None, None)),
        ("CONSULT", None, "future", ("AGREE", None, None)),
        ("AID", None, "future", ("AGREE", None, None)),
        ("RETREAT", "withdraw", "future", ("CONCEDE", None, None)),
        ("RETREAT", "withdraw", "negated", ("RETREAT", "withdraw", "negated")),
        ("MOBILIZE", "troops", "hypothetical", ("MOBILIZE", "troops", "hypothetical")),
        ("MOBILIZE", "troops", "future", ("MOBILIZE", "troops", "future")),
        ("STATEMENT", None, "asserted", (None, None, None)),
    ],
)
def test_the_plover_code_follows_type_and_modality(
    event_type: str, mode: str | None, modality: str, plover: tuple[str | None, ...]
) -> None:
    """Announced cooperation is agreement, announced retreat is concession, statements have no code."""
    code = codes(event_type, mode, modality, "x", []).plover

    assert plover == (code.event, code.mode, code.auxiliary)


@pytest.mark.parametrize("event_type", load_ontology().types, ids=lambda each: each.name)
def test_every_type_and_mode_has_its_label(event_type: EventType) -> None:
    """Label, quad class and intensity are those of the ontology: the mode's own where there is one."""
    for mode in (None, *event_type.modes):
        found = codes(event_type.name, mode.name if mode else None, "asserted", "x", [])
        named = mode or event_type
        assert (named.label, event_type.quad_class) == (found.label, found.quad_class)
        assert named.intensity == found.intensity


def codes(event_type: str, mode: str | None, modality: str, trigger: str, sides: list[tuple[str, str]]) -> Codes:
    """The codes of an event with these sides, (role, sector) each."""
    event = ScoredEvent(event_type, mode, modality, Span(0, 1), 0, 1.0, ())
    arguments = [Argument(role=role, text="x", start=0, end=1, confidence=1.0, sector=sector) for role, sector in sides]
    return codes_of(event, trigger, arguments, load_ontology())

"""The ontology: the closed vocabulary, as the codebook has it."""

from __future__ import annotations

import pytest

from shared.ontology import load_ontology

EXPECTED_MODES = {
    "STATEMENT": 0,
    "AGREE": 0,
    "CONSULT": 4,
    "SUPPORT": 0,
    "CONCEDE": 0,
    "COOPERATE": 0,
    "AID": 0,
    "RETREAT": 6,
    "REQUEST": 4,
    "ACCUSE": 3,
    "REJECT": 4,
    "THREATEN": 6,
    "PROTEST": 6,
    "SANCTION": 4,
    "MOBILIZE": 5,
    "COERCE": 10,
    "ASSAULT": 15,
}


def test_every_type_has_its_modes() -> None:
    """There are 17 types with as many modes each as the codebook lists."""
    assert EXPECTED_MODES == {event_type.name: len(event_type.modes) for event_type in load_ontology().types}


@pytest.mark.parametrize(
    ("event_type", "mode", "intensity"),
    [
        ("ASSAULT", "unconventional", -10.0),
        ("RETREAT", "withdraw", 8.0),
        ("SANCTION", "withdraw", -6.0),
        ("CONSULT", "phone", 1.5),
        ("REQUEST", "assist", 0.5),
        ("MOBILIZE", "exercise", -5.5),
    ],
)
def test_a_mode_has_the_intensity_of_its_own_type(event_type: str, mode: str, intensity: float) -> None:
    """A mode's name may stand in two types, each with its own intensity."""
    found = load_ontology().type(event_type).mode(mode)

    assert found is not None
    assert intensity == found.intensity


def test_quad_classes_follow_the_cameo_roots() -> None:
    """The four classes stand in the order of PLOVER's quad: words before deeds, cooperation before conflict."""
    classes = {event_type.name: event_type.quad_class for event_type in load_ontology().types}

    assert {"STATEMENT", "AGREE", "CONSULT", "SUPPORT", "CONCEDE"} == {
        name for name, quad in classes.items() if quad == "verbal cooperation"
    }
    assert {"COOPERATE", "AID", "RETREAT"} == {n for n, quad in classes.items() if quad == "material cooperation"}
    assert {"REQUEST", "ACCUSE", "REJECT", "THREATEN"} == {n for n, q in classes.items() if q == "verbal conflict"}


def test_a_role_may_belong_to_some_types_only() -> None:
    """Content is for statements, the dead and injured for assaults and protests."""
    roles = {role.name: role for role in load_ontology().roles}

    assert roles["content"].allows("STATEMENT") and not roles["content"].allows("ACCUSE")
    assert roles["dead"].allows("PROTEST") and not roles["dead"].allows("STATEMENT")
    assert all(roles["actor"].allows(name) for name in load_ontology().type_names)


def test_an_unknown_type_is_refused() -> None:
    """Asking for a type that the ontology lacks is an error, not a default."""
    with pytest.raises(KeyError):
        load_ontology().type("NONESUCH")

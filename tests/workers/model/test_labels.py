"""Labels: the columns of the score arrays and the names behind them."""

from __future__ import annotations

import pytest

from shared.ontology import load_ontology
from workers.model.artifact import open_artifact
from workers.model.labels import OUTSIDE, Labels, tag

LABELS = Labels.of(load_ontology())


def test_labels_keep_the_order_of_the_ontology() -> None:
    """Columns are counted in the order of the file, so a model and its ontology must not be mixed up."""
    ontology = load_ontology()

    assert ontology.type_names == LABELS.types
    assert ontology.mode_names == LABELS.modes
    assert ontology.modality_names == LABELS.modalities
    assert ontology.role_names == LABELS.roles


@pytest.mark.parametrize(
    ("columns", "names"),
    [(LABELS.trigger_tags, LABELS.types), (LABELS.role_tags, LABELS.roles)],
    ids=["types", "roles"],
)
def test_every_column_is_one_tag(columns: int, names: tuple[str, ...]) -> None:
    """O, then the beginning and the inside of every name, fill the head's columns without gap or overlap."""
    tags = [tag(index, part) for index in range(len(names)) for part in ("B", "I")]

    assert list(range(columns)) == [OUTSIDE, *tags]


def test_every_mode_has_a_column_of_its_own() -> None:
    """No mode is column 0, and a mode that two types share has one column."""
    columns = [LABELS.mode_column(mode) for mode in (None, *LABELS.modes)]

    assert list(range(LABELS.mode_columns)) == columns
    assert 1 == LABELS.modes.count("withdraw")


def test_an_unknown_mode_is_an_error() -> None:
    """A mode that the ontology lacks has no column, rather than that of another."""
    with pytest.raises(ValueError):
        LABELS.mode_column("beyond")


def test_the_model_that_ships_has_these_labels() -> None:
    """The artefact's columns are those of the ontology in the source."""
    assert open_artifact().labels == LABELS

"""Artefacts: nothing is used that is not what the manifest says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.errors import ArtifactError
from shared.ontology import load_ontology
from workers.model.artifact import default_folder, open_artifact

LARGEST_PART = 16 << 20
LARGEST_MODEL = 32 << 20


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the artefact that ships."""
    return Path(shutil.copytree(default_folder(), tmp_path / "model"))


def test_the_artefact_that_ships_is_whole_and_small() -> None:
    """Every file is as the manifest says, no part is over 16 MiB and all together not over 32 MiB."""
    artifact = open_artifact()
    artifact.verify()
    sizes = [file.stat().st_size for file in default_folder().iterdir()]

    assert max(sizes) <= LARGEST_PART
    assert sum(sizes) <= LARGEST_MODEL
    assert load_ontology() == artifact.ontology()
    assert artifact.manifest.scores


def edit_manifest(folder: Path, **changes: object) -> None:
    """Write fields of the manifest anew."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def link_out(folder: Path) -> None:
    """Replace a file by a link to the same bytes."""
    (folder / "tokenizer.json").rename(folder.parent / "elsewhere.json")
    (folder / "tokenizer.json").symlink_to(folder.parent / "elsewhere.json")


def leave_the_folder(folder: Path) -> None:
    """Name a file outside the folder."""
    manifest = json.loads((folder / "manifest.json").read_text())
    edit_manifest(folder, tokenizer=manifest["tokenizer"] | {"path": "../tokenizer.json"})


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no folder": (shutil.rmtree, "no model"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "no model"),
    "not a manifest": (lambda folder: (folder / "manifest.json").write_text("[]"), "not a manifest"),
    "other format": (lambda folder: edit_manifest(folder, format=99), "format 99"),
    "other digest": (lambda folder: edit_manifest(folder, sha256="0" * 64), "not those"),
    "part missing": (lambda folder: (folder / "weights.1").unlink(), "missing"),
    "part cut": (lambda folder: (folder / "weights.0").write_bytes(b"x"), "damaged"),
    "byte changed": (
        lambda folder: (folder / "ontology.json").write_bytes(
            (folder / "ontology.json").read_bytes().replace(b"AGREE", b"AGREW", 1)
        ),
        "damaged",
    ),
    "link": (link_out, "plain file"),
    "path outside": (leave_the_folder, "not a manifest"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_refused_in_words(copy: Path, case: str) -> None:
    """Anything missing, changed, linked or outside the folder is an ArtifactError that says what is wrong."""
    damage, words = DAMAGE[case]
    damage(copy)

    with pytest.raises(ArtifactError, match=words):
        open_artifact(copy).verify()

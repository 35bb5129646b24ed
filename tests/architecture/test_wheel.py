"""Tests of the wheel that is built from the tree."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services", "workers", "shared")


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        return frozenset(file.namelist())


def test_the_wheel_holds_every_file_of_the_three_packages(wheel_names: frozenset[str]) -> None:
    """Code and data (the ontology, the scripts, the tables, the model) are all in it."""
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert {name for name in tracked if (ROOT / name).is_file()} - wheel_names == set()


def test_the_wheel_holds_nothing_else(wheel_names: frozenset[str]) -> None:
    """Neither tests nor tools nor the launcher come along."""
    assert {name.split("/")[0] for name in wheel_names if ".dist-info" not in name} == set(PACKAGES)


def test_the_wheel_offers_the_command_and_the_extractor() -> None:
    """The installed project has the command ``sitrep`` and an extractor called ``local``."""
    (command,) = entry_points(group="console_scripts", name="sitrep")
    (extractor,) = entry_points(group="sitrep.extractors", name="local")
    assert (command.value, extractor.value) == ("services.cli.main:main", "workers.commands:open_extractor")

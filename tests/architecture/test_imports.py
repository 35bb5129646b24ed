"""Tests that hold the import contracts of pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_are_kept() -> None:
    """The services and the workers meet only in shared, stages do not know each other, and so on."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("services.cli.main", {"celery", "redis", "fastapi", "onnxruntime", "torch"}),
        ("services.api.main", {"torch", "onnxruntime", "workers"}),
        ("workers.tasks", {"torch", "transformers", "fastapi", "services"}),
        ("workers.commands", {"torch", "transformers", "celery", "services"}),
        ("shared.settings", {"celery", "redis", "fastapi", "numpy"}),
    ],
)
def test_what_is_not_needed_is_not_loaded(module: str, unwanted: set[str]) -> None:
    """Importing a module in a fresh process loads none of the heavy or foreign packages."""
    script = f"import sys, {module}; print(*{unwanted!r} & sys.modules.keys())"
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []

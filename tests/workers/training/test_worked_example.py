"""The page about a model of one's own: all that it shows is done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.processes import ROOT
from tests.docs.blocks import blocks_of, script_of

pytestmark = [pytest.mark.train, pytest.mark.timeout(600)]


def test_the_worked_example_works(tmp_path: Path) -> None:
    """The commands of the page train a model on the sentences of the example, and it finds such events in a new one."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    page = (ROOT / "docs" / "own-ontology.md").read_text("utf-8")
    answer = subprocess.run(
        ["bash", "-c", script_of("own-ontology.md", list(blocks_of(page)))],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "OMP_NUM_THREADS": "2",
            "COLUMNS": "200",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-4000:]
    table = answer.stdout.rpartition("The model is in")[2]
    assert "takeover" in table and "[bought]" in table, answer.stdout[-6000:]
    assert "layoff" in table and "future" in table

"""Tests that what the documents show can be done."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.processes import ROOT
from tests.docs.blocks import LANGUAGES, READ, RUN, Block, blocks_of, script_of
from tests.e2e.stack import ServiceStack

PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
    if path.is_file()
}
ELSEWHERE = {"docs/own-ontology.md"}
"""Pages whose commands need torch: tests/workers/training/test_worked_example.py tries them."""
RUNNABLE = [
    name
    for name, page in PAGES.items()
    if name not in ELSEWHERE and any(b.tested and b.language in RUN for b in blocks_of(page))
]
SHOWN_URL = re.compile(r"http://(127\.0\.0\.1|localhost):8000")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


@pytest.mark.parametrize("name", PAGES)
def test_every_block_says_what_it_is(name: str) -> None:
    """A block has one of the languages that the harness knows, so that none goes untested silently."""
    assert [(block.line, block.language) for block in blocks_of(PAGES[name]) if block.language not in LANGUAGES] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_piece_of_json_is_json(name: str) -> None:
    """What is shown as JSON can be parsed."""
    for block in blocks_of(PAGES[name]):
        if block.tested and block.language in READ:
            for text in block.content.splitlines() if block.language == "jsonl" else [block.content]:
                json.loads(text)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_into_the_project_leads_somewhere(name: str) -> None:
    """A relative link names a file or a folder that is there."""
    targets = [target for target, _ in LINK.findall(PAGES[name]) if "://" not in target]
    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


@pytest.mark.e2e
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", RUNNABLE)
def test_every_command_works(name: str, stack: ServiceStack, tmp_path: Path) -> None:
    """The commands of a page, tried one after another against a running service, all succeed."""
    blocks: list[Block] = list(blocks_of(PAGES[name]))
    shutil.copytree(ROOT / "deploy" / "samples", tmp_path / "deploy" / "samples")
    answer = subprocess.run(
        ["bash", "-c", SHOWN_URL.sub(stack.url, script_of(name, blocks))],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "SITREP_URL": stack.url,
            "no_proxy": "127.0.0.1",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-4000:]

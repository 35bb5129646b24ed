"""Tests that docs/api.md tells of all that the HTTP interface has."""

from __future__ import annotations

import json
import re

import pytest

from deploy.local.processes import ROOT
from services.api.errors import KINDS, kind_of, type_of
from services.api.faults import SENTENCES
from shared.errors import SitrepError
from shared.events import Argument, Event, Extraction
from shared.schemas import BatchItem, BatchResultView, BatchView, JobView, ProblemView

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
OPENAPI = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
RECORDS = (BatchItem, JobView, Extraction, Event, Argument, BatchView, BatchResultView, ProblemView)


@pytest.mark.parametrize("path", OPENAPI["paths"])
def test_every_call_is_described(path: str) -> None:
    """Each method of each path stands in the table of calls."""
    missing = [method for method in OPENAPI["paths"][path] if f"`{method.upper()} {path}`" not in PAGE]
    assert [] == missing


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.code))
def test_every_problem_is_described_as_it_is(kind: type[SitrepError]) -> None:
    """A row of the table has the type of the problem, its status, whether to try again, and its sentence."""
    again = "yes" if kind.retryable else "no"
    assert f"| `{type_of(kind.code)}` | {kind_of(kind).status} | {again} | {kind().detail} |" in PAGE


def test_no_problem_is_described_that_is_none() -> None:
    """The table has a row for each kind of problem and no other."""
    rows = re.findall(r"^\| `(/problems/[a-z-]+)` \|", PAGE, re.MULTILINE)
    assert {type_of(kind.code) for kind in KINDS} == set(rows)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record.__name__))
def test_every_field_is_described(record: type[BatchItem]) -> None:
    """The name of each field of what is sent and answered stands on the page."""
    missing = [name for name in record.model_fields if not re.search(rf'[`."]{name}[`"]', PAGE)]
    assert [] == missing


def test_every_code_of_a_fault_is_described() -> None:
    """The codes that pydantic's refusals are given, and those that the checks give themselves."""
    checks = (ROOT / "shared" / "checks.py").read_text("utf-8")
    intake = (ROOT / "services" / "api" / "intake.py").read_text("utf-8")
    codes = {
        *(code for code, _ in SENTENCES.values()),
        *re.findall(r'PydanticCustomError\(\s*"([a-z-]+)"', checks),
        *re.findall(r'Fault\("[^"]*", "([a-z-]+)"', intake),
    }
    assert [] == sorted(code for code in codes if f"`{code}`" not in PAGE)

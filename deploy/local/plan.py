"""What a run of the launcher shall do, read from the variables that ``make run NAME=value`` sets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import LaunchError
from deploy.local.processes import ROOT

SAMPLE = ROOT / "deploy" / "samples" / "article.json"
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Plan:
    """``state`` is where data and logs lie; with ``once`` everything is stopped after the article."""

    port: int
    workers: int
    article: Path
    published_at: str | None
    once: bool
    state: Path


def plan_of(variables: Mapping[str, str]) -> Plan:
    """The plan that PORT, WORKERS, ARTICLE, PUBLISHED_AT, ONCE and SITREP_STATE ask for; empty means unset.

    Raises:
        LaunchError: a number is none or out of range.
    """
    return Plan(
        port=_number(variables, "PORT", 8000, HIGHEST_PORT),
        workers=_number(variables, "WORKERS", cores(), 1024),
        article=Path(variables.get("ARTICLE") or SAMPLE),
        published_at=variables.get("PUBLISHED_AT") or None,
        once=variables.get("ONCE", "").lower() in {"1", "true", "yes"},
        state=Path(variables.get("SITREP_STATE") or ROOT / ".sitrep").absolute(),
    )


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # macOS has none
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _number(variables: Mapping[str, str], name: str, default: int, highest: int) -> int:
    value = variables.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
        raise LaunchError(f"{name}={value} is not a number from 1 to {highest}.")
    return int(value)

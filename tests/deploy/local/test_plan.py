"""Tests of the variables of ``make run``."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.errors import LaunchError
from deploy.local.plan import SAMPLE, cores, plan_of


def test_without_variables_the_sample_is_read_on_port_8000_with_a_worker_a_core() -> None:
    """The defaults are those that the documents promise; empty variables are as good as none."""
    plan = plan_of({"PORT": "", "ARTICLE": "", "ONCE": ""})
    assert (plan.port, plan.workers, plan.article, plan.once) == (8000, cores(), SAMPLE, False)
    assert plan.state.name == ".sitrep"


def test_variables_are_obeyed(tmp_path: Path) -> None:
    """Every variable changes its part of the plan."""
    plan = plan_of(
        {"PORT": "8123", "WORKERS": "3", "ARTICLE": "my news.txt", "ONCE": "1", "SITREP_STATE": str(tmp_path)}
    )
    assert (plan.port, plan.workers, plan.article, plan.once) == (8123, 3, Path("my news.txt"), True)
    assert plan.state == tmp_path


@pytest.mark.parametrize("value", ["0", "-1", "65536", "http", "8000.5", "²", "٣"])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    """Only a decimal number from 1 to 65535 is a port."""
    with pytest.raises(LaunchError, match="PORT="):
        plan_of({"PORT": value})

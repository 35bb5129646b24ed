"""Errors: a closed set, each with a code that stays and a sentence that helps."""

from __future__ import annotations

import re

import pytest

from shared import errors
from shared.errors import SitrepError

ALL = SitrepError.__subclasses__()


def test_codes_are_distinct() -> None:
    """No two errors share a code."""
    assert len(ALL) == len({error.code for error in ALL} - {SitrepError.code})


@pytest.mark.parametrize("error", ALL)
def test_an_error_speaks_through_its_docstring(error: type[SitrepError]) -> None:
    """Its code is a plain slug, and its sentence stands in for a detail that nobody gave."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)
    assert str(error()) == error().detail != ""
    assert error().detail.endswith(".")


@pytest.mark.parametrize("error", ALL)
def test_every_error_stands_in_the_overview(error: type[SitrepError]) -> None:
    """The tree at the head of the module lists it."""
    assert f"── {error.__name__} " in (errors.__doc__ or "")

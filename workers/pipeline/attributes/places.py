"""Places: where an event happens."""

from __future__ import annotations

from collections.abc import Iterable

from shared.events import Argument, Place


def place_of(arguments: Iterable[Argument]) -> Place | None:
    """Where an event with these arguments happens."""
    return None

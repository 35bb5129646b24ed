"""Actors: who a participant is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant: name, country (ISO 3166-1 alpha-3) and sector (PLOVER), where known."""

    name: str | None
    country: str | None
    sector: str | None


def actor_of(words: str) -> Actor:
    """Who the words of an argument name."""
    return Actor(None, None, None)

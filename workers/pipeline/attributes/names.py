"""Names: the words of a participant or a place as its name."""

from __future__ import annotations

import re

EDGES = re.compile(r"^(?:the|an?)\s(?!Hague\b)|['’]s$|(?<=s)['’]$", re.IGNORECASE)
"""An article before a name and a possessive ending after it."""

PRONOUN = re.compile(
    r"i|me|my|we|us|our|you|your|he|him|his|she|her|it|its|they|them|their|who|whom|whose|which|that|this|these"
    r"|those|here|there|both|others|another|(?:my|your|him|her|it)self|(?:our|your|them)selves",
    re.IGNORECASE,
)
"""Words that name nothing by themselves."""


def name_of(words: str) -> str | None:
    """The words without article and possessive ending, their white space made plain; None for a mere pronoun."""
    name = EDGES.sub("", " ".join(words.split()))
    return name if name and (name == "US" or not PRONOUN.fullmatch(name)) else None

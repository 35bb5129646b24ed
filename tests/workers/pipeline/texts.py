"""Texts that are hard on a pipeline: every kind of character, and hostile shapes of any size."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

awkward = st.sampled_from(
    [
        "\r\n",
        "\n\n",
        "\u0301",
        "👩‍👩‍👧",
        "\u202e",
        "العربية",
        "東京",
        "U.S.",
        "“",
        '"',
        "...",
        "—",
        "\u00a0",
        "\ufeff",
        "\t",
    ]
)
word = st.sampled_from(["Troops", "moved", "said", "Ms. Obi", "Friday,", "air strikes", "3,000", "cease-fire", "don't"])
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
texts = st.lists(st.one_of(word, awkward, any_text, st.just(" "), st.just(". ")), max_size=25).map("".join)
"""Text without NUL and without lone surrogates, as the service accepts it."""

DENSE = "dense triggers"
"""The shape of which every word is an event to the fake engine."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": lambda size: "a" * size,
    "quotes": lambda size: '"' * size,
    "newlines": lambda size: "\n" * size,
    "spaces": lambda size: " " * size,
    "full stops": lambda size: ". " * (size // 2),
    "abbreviations": lambda size: "Mr. " * (size // 4),
    "combining marks": lambda size: "e" + "\u0301" * (size - 1),
    "brackets": lambda size: "(" * size,
    "references": lambda size: "..[111 " * (size // 7),
    DENSE: lambda size: "rods " * (size // 5),
    "right to left": lambda size: "\u202eab " * (size // 4),
}
"""Shapes that have hung splitters and tokenizers, by size in code points."""

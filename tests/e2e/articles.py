"""Made-up news for the end-to-end tests: every article another text, some in awkward characters."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shared.articles import Article

SIDES = ("Valdora", "Ostrava", "Turkey", "the European Union", "Kenya", "Rebel forces", "Police", "The opposition")
DEEDS = (
    "moved two brigades to the border with {other}",
    "said it would not attack {other}",
    "met a delegation of {other} in Geneva",
    "imposed sanctions on {other}",
    "accused {other} of shelling a village",
    "denied that it had arrested envoys of {other}",
    "promised {other} food and medicine worth $40 million",
    "may withdraw its troops from {other} next month",
    "demanded that {other} release nine fishermen",
    "protested against the arrests in {other}",
)
ENDS = (" on Tuesday.", " on 3 May.", " last week.", ", officials said.", " in Nairobi.", '. "We are ready," he added.')
ODDITIES = ("\r\n", " 🕊️ ", " e\u0301 ", " שלום ", "\u00a0", "\n\n", " «Ça va» ", "")


def articles(count: int, seed: int = 0) -> list[Article]:
    """``count`` different articles of one to six sentences, every third with a date of publication."""
    chance = random.Random(seed)
    return [
        Article(
            text=f"Report {number}. " + "".join(sentence(chance) for _ in range(chance.randint(1, 6))),
            published_at=date(2025, 5, 14) + timedelta(days=number) if number % 3 == 0 else None,
        )
        for number in range(count)
    ]


def sentence(chance: random.Random) -> str:
    """One sentence, with what stands between it and the next."""
    actor, other = chance.sample(SIDES, 2)
    return f"{actor} {chance.choice(DEEDS).format(other=other)}{chance.choice(ENDS)} {chance.choice(ODDITIES)}"
